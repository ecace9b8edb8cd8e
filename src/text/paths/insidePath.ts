/** Whether a path stays in the folder that it begins in, whatever the system: no drive, no root, no step upwards. */
export const staysInside = (path: string): boolean =>
  path !== '' && !/^[/\\]|^[A-Za-z]:|\0/.test(path) && !path.split(/[/\\]/).some(part => part === '..' || part === '.')
