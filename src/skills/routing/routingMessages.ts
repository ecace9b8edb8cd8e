import type { Message } from '../../models/model.ts'

/** What stands above the catalogue. Agents say more, and each says it otherwise; what is common to all is this. */
const instruction = `These are the only skills that can be loaded. Answer with the name of the one that should be loaded for what the user says next, or with none where nothing fits; write nothing else.`

/** The request that stands for an agent's choice: the catalogue as it lists it, and what the user says, alone. */
export const routingMessages = (catalogue: string, query: string): readonly Message[] => [
  { role: 'system', content: `${instruction}\n\n${catalogue}` },
  { role: 'user', content: query },
]
