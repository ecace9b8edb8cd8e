/** The environment variable that holds a provider's key where the editor keeps none. */
export const keyVariable = (provider: string): string => `${provider.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_API_KEY`

/** The header that carries a key to this address: Azure takes keys in one of its own. */
export function keyHeader(baseUrl: string, key: string | undefined): Readonly<Record<string, string>> {
  if (key === undefined) return {}
  const isAzure = URL.parse(baseUrl)?.hostname.endsWith('.azure.com') ?? false
  return isAzure ? { 'api-key': key } : { authorization: `Bearer ${key}` }
}
