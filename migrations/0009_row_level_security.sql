-- The second wall between issuers: a transaction that works for one issuer sees and writes the rows of that issuer only, whatever the
-- query says. Who is not bound (the operator, public pages, tasks, and the release before this one) sees all, as before.
CREATE FUNCTION stempel_bound_issuer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('stempel.issuer_id', true), '')::uuid
$$;
--> statement-breakpoint
-- Every table that leads with an issuer. Forced, because an ordinary login owns the tables and would not be held otherwise.
DO $$
DECLARE
  named text;
BEGIN
  FOR named IN
    SELECT c.table_name FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name = 'issuer_id'
      AND NOT EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.table_name)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
    EXECUTE format(
      'CREATE POLICY own_issuer ON %I USING (stempel_bound_issuer() IS NULL OR issuer_id = stempel_bound_issuer())',
      named);
  END LOOP;
END $$;
--> statement-breakpoint
-- What belongs to no issuer (the public log, its keys) is none of a bound transaction's business.
DO $$
DECLARE
  named text;
BEGIN
  FOR named IN
    SELECT t.table_name FROM information_schema.tables t
    WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND t.table_name <> 'issuers'
      AND NOT EXISTS (SELECT FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.table_name = t.table_name AND c.column_name = 'issuer_id')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', named);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', named);
    EXECUTE format('CREATE POLICY nobodys ON %I USING (stempel_bound_issuer() IS NULL)', named);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE issuers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE issuers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_issuer ON issuers USING (stempel_bound_issuer() IS NULL OR id = stempel_bound_issuer());
--> statement-breakpoint
-- Shared catalogues belong to nobody; everybody reads them.
CREATE POLICY shared ON catalogue_imports FOR SELECT USING (issuer_id IS NULL);
--> statement-breakpoint
CREATE POLICY shared ON skills FOR SELECT USING (issuer_id IS NULL);
--> statement-breakpoint
CREATE POLICY shared ON skill_labels FOR SELECT USING (issuer_id IS NULL);
--> statement-breakpoint
CREATE POLICY shared ON skill_words FOR SELECT USING (issuer_id IS NULL);
