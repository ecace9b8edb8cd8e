/**
 * A text for a notification. The editor turns `[text](command:…)` into a link that runs the command when clicked. Text
 * from files, endpoints and models must not do that, so such brackets are separated.
 */
export const unlinked = (text: string): string => text.replaceAll('](', '] (')
