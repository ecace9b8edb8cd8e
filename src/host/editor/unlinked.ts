/**
 * A text for a notification. The editor makes a link of `[text](command:…)` there, and a click runs the command; what
 * files, endpoints and models say is only to be read, so such brackets are parted.
 */
export const unlinked = (text: string): string => text.replaceAll('](', '] (')
