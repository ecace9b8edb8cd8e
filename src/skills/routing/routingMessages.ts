import type { Message } from '../../models/model.ts'

/** The text above the catalogue. Agents say more, each in its own way; this is what they have in common. */
const instruction = `These are the only skills that can be loaded. Answer with the name of the one that should be loaded for what the user says next, or with none where nothing fits; write nothing else.`

/** The request that represents an agent's choice: only the catalogue as the agent lists it, and the user's request. */
export const routingMessages = (catalogue: string, query: string): readonly Message[] => [
  { role: 'system', content: `${instruction}\n\n${catalogue}` },
  { role: 'user', content: query },
]
