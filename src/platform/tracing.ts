import { AsyncLocalStorage } from 'node:async_hooks';
import { BlockList, isIPv6 } from 'node:net';
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { FastifyRequest } from 'fastify';
import type { Config } from './config.ts';
import type { Http } from './http.ts';

/** One process sends its traces to one place; absent: nobody asked for any, and nothing is done. */
let tracer: Tracer | undefined;

const current = new AsyncLocalStorage<Context>();

/**
 * Starts sending traces by OTLP over HTTP, where the configuration names a collector.
 * @returns sends what is left and stops
 */
export async function startTracing({ traces }: Pick<Config, 'traces'>): Promise<() => Promise<void>> {
  if (traces === undefined) return async () => undefined;
  // Loaded only here: without a collector none of it costs memory or time.
  const { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } = await import(
    '@opentelemetry/sdk-trace'
  );
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const exporter = new OTLPTraceExporter({ url: `${traces.endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': traces.serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(traces.ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  tracer = provider.getTracer('stempel');
  return async () => {
    tracer = undefined;
    // A collector that is away must not keep the service from ending.
    await provider.shutdown().catch(() => undefined);
  };
}

/** Does a step as a span of the trace at hand. Its name is ours, and it carries nothing else: no ids, no words of errors, no person. */
export async function traced<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
  if (tracer === undefined) return work();
  const parent = current.getStore();
  // A step outside a request or a task would be a trace without a beginning.
  if (parent === undefined) return work();
  const span = tracer.startSpan(step, {}, parent);
  try {
    return await current.run(trace.setSpan(parent, span), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
    throw error;
  } finally {
    span.end();
  }
}

/** Makes every request a span, by route pattern. The trace of a caller is continued only when a proxy of ours says so. */
export function traceRequests(http: Http, config: Pick<Config, 'trustedProxies'>): void {
  const isTrusted = trustOf(config.trustedProxies);
  http.addHook('onRequest', (request, reply, done) => {
    if (tracer === undefined) return done();
    const parent = isTrusted(request.socket.remoteAddress) ? contextOf(request) : ROOT_CONTEXT;
    const route = request.routeOptions.url ?? 'unknown';
    const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER }, parent);
    span.setAttributes({ 'http.request.method': request.method, 'http.route': route });
    reply.raw.once('close', () => endRequest(span, reply.raw.statusCode));
    current.run(trace.setSpan(parent, span), done);
  });
}

function endRequest(span: Span, status: number): void {
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** W3C Trace Context §3.2: version, trace id, parent id, flags. */
function contextOf({ headers }: FastifyRequest): Context {
  const given = headers.traceparent;
  const found = typeof given === 'string' ? /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(given) : null;
  if (found === null) return ROOT_CONTEXT;
  const [, traceId = '', spanId = '', flags = ''] = found;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return ROOT_CONTEXT;
  const sampled = (Number.parseInt(flags, 16) & TraceFlags.SAMPLED) !== 0;
  const parent: SpanContext = {
    traceId,
    spanId,
    traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  };
  return trace.setSpanContext(ROOT_CONTEXT, parent);
}

function trustOf(proxies: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', length] = proxy.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (length === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(length), family);
  }
  return (address) => address !== undefined && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
