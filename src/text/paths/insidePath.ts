/** Whether a path stays in the folder that it begins in, whatever the system: no drive, no root, no step upwards. */
export const staysInside = (path: string): boolean =>
  path !== '' && !/^[/\\]|^[A-Za-z]:|\0/.test(path) && !path.split(/[/\\]/).some(part => part === '..' || part === '.')

/** Whether a part of the path begins with a dot: what programs keep their settings in, and are started by. */
export const hasHiddenPart = (path: string): boolean => path.split(/[/\\]/).some(part => part.startsWith('.'))
