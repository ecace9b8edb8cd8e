import type { ChatRequest } from '../../models/model.ts'

/** The text above the catalogue. Agents say more, each in its own way; this is what they have in common. */
const instruction = `These are the only skills that can be loaded. Answer with the name of the one that should be loaded for what the user says next, or with none where nothing fits; write nothing else.`

/** What is asked of the choosing model: with a tool, as agents do it, and in words for models without tools. */
export type RoutingQuestion = Pick<ChatRequest, 'messages'> & Required<Pick<ChatRequest, 'tool'>>

/** The request that represents an agent's choice: only the catalogue as the agent lists it, and the user's request. */
export const routingQuestion = (catalogue: string, query: string): RoutingQuestion => ({
  messages: [
    { role: 'system', content: `${instruction}\n\n${catalogue}` },
    { role: 'user', content: query },
  ],
  tool: {
    name: 'load_skill',
    description: 'Gives the answer: loads the skill of this name, or nothing if the name is none.',
    argument: { name: 'skill', description: 'One of the listed names, or none.' },
  },
})
