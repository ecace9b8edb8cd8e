/** The environment variable with a provider's key, used if the editor stores none. */
export const keyVariable = (provider: string): string => `${provider.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_API_KEY`

/** The header that carries a key to this address; Azure uses a header of its own. */
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

/** Whether anyone on the way can read what is sent there, including the key. */
export const isInTheClear = (baseUrl: string): boolean => URL.parse(baseUrl)?.protocol === 'http:' && !isLocal(baseUrl)

/**
 * What is wrong with an address, in words; undefined if nothing is. An address is recorded with every run, so it must
 * contain only the location; keys are stored elsewhere.
 */
export function faultOfAddress(baseUrl: string): string | undefined {
  const url = URL.parse(baseUrl)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return 'it is not an http or https URL'
  if (url.username !== '' || url.password !== '') return 'it holds a user name or a password'
  return url.search === '' && url.hash === '' ? undefined : 'it goes on after a ? or #, where keys do not belong'
}
