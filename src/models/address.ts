/** The environment variable that holds a provider's key where the editor keeps none. */
export const keyVariable = (provider: string): string => `${provider.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_API_KEY`

/** The header that carries a key to this address: Azure takes keys in one of its own. */
export function keyHeader(baseUrl: string, key: string | undefined): Readonly<Record<string, string>> {
  if (key === undefined) return {}
  const isAzure = URL.parse(baseUrl)?.hostname.endsWith('.azure.com') ?? false
  return isAzure ? { 'api-key': key } : { authorization: `Bearer ${key}` }
}

/** Whether the address is on this machine, where requests cost nothing and need no key. */
export function isLocal(baseUrl: string): boolean {
  const host = URL.parse(baseUrl)?.hostname ?? ''
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** Whether what is sent there, the key included, can be read by everyone on the way. */
export const isInTheClear = (baseUrl: string): boolean => URL.parse(baseUrl)?.protocol === 'http:' && !isLocal(baseUrl)

/**
 * What keeps an address from being used, in words, undefined where nothing does. An address is written down with every run,
 * so it holds nothing but where it is: keys have their own places.
 */
export function faultOfAddress(baseUrl: string): string | undefined {
  const url = URL.parse(baseUrl)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return 'it is not an http or https URL'
  if (url.username !== '' || url.password !== '') return 'it holds a user name or a password'
  return url.search === '' && url.hash === '' ? undefined : 'it goes on after a ? or #, where keys do not belong'
}
