import { loadPart } from './onDemand.ts'

/** Loads what a command, a button of a page, a test or an agent's tool starts. */
export const loadWork = async () => (await loadPart(() => import('./work.ts')))?.work
