import { isSkill } from '../../evals/pairing/skillPlaces.ts'

/** A prompt file as the user is told of it: by its name, and a skill with its folder, since the files of all skills have the same name. */
export const promptTitle = (path: string): string =>
  path
    .split('/')
    .slice(isSkill(path) ? -2 : -1)
    .join('/')
