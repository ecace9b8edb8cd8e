import { queryStems } from '../../evals/evalSetPlaces.ts'
import type { Memory } from '../../evals/pairing/memory.ts'
import { folderOf, foldersUp, nameOf } from '../../evals/pairing/paths.ts'
import { agentName, isSkill } from '../../evals/pairing/skillPlaces.ts'

/** The names of files that may hold queries, the most common first; the last three may as well hold something else. */
const stems = [...queryStems, 'trigger_tests', 'triggers', 'evals']

const endings = ['json', 'yaml', 'yml', 'jsonl', 'csv']

/**
 * Files that may contain the queries of a skill or a custom agent: in the skill's folder, or under the name in the folders
 * of eval sets above.
 */
export async function queryFiles(skillPath: string, root: string, memory: Memory): Promise<readonly string[]> {
  const own = folderOf(skillPath)
  const isOfSkill = isSkill(skillPath)
  const name = isOfSkill ? nameOf(own) : agentName(skillPath)
  const found: string[] = []
  // Custom agents share a folder, so what lies in it belongs to none of them alone.
  for (const folder of isOfSkill ? [`${own}/evals`, own] : []) found.push(...(await among(folder, stems, memory)))
  for (const folder of foldersUp(own, root)) {
    if (!(await memory.names(folder)).has('evals/')) continue
    found.push(...(await among(`${folder}/evals/triggers`, [name], memory)))
    found.push(...(await among(`${folder}/evals/${name}`, stems, memory)))
  }
  return [...new Set(found)]
}

async function among(folder: string, names: readonly string[], memory: Memory): Promise<readonly string[]> {
  const held = await memory.names(folder)
  return names
    .flatMap(name => endings.map(ending => `${name}.${ending}`))
    .filter(name => held.has(name))
    .map(name => `${folder}/${name}`)
}
