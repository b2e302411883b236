/** Where the world reads an achievement version; also its `id` in every credential, so it never changes. */
export function achievementUrl(baseUrl: string, id: string): string {
  return `${baseUrl}/achievements/${id}`;
}
