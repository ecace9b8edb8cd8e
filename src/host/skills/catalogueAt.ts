import { type Uri, workspace } from 'vscode'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import { readRouting } from '../../journal/readRun.ts'
import type { Problem } from '../../problem/problem.ts'
import { readSettings, type Settings } from '../../settings/readSettings.ts'
import { readCatalogue } from '../../skills/catalogue/catalogue.ts'
import type { Catalogue, Skill } from '../../skills/catalogue/skillEntry.ts'
import { catalogueRoot } from '../../skills/catalogue/skillFolders.ts'
import { listing, type Seen } from '../../skills/profiles/listing.ts'
import { gatherQueries } from '../../skills/queries/gather.ts'
import type { Query } from '../../skills/queries/query.ts'
import { type RoutingRecord, readRoutingRecord } from '../../skills/record/routingRecord.ts'
import { editorFiles, pathOf, workspaceFolderOf } from '../editor/files.ts'

/** A skill among those that an agent would list beside it, as they are in the editor. */
export interface CatalogueAt {
  readonly root: string
  /** The workspace folder, whose `.gpo` keeps the last routing. */
  readonly folder: string
  readonly catalogue: Catalogue
  readonly queries: readonly Query[]
  readonly problems: readonly Problem[]
  readonly record?: RoutingRecord
}

const reading = new Map<string, Promise<CatalogueAt>>()

/**
 * Reads the catalogue that a skill, or a custom agent, belongs to. Nothing is asked. The lens, the problems and the tests of a file ask for
 * it at the same moment, and share one reading.
 */
export function catalogueAt(skill: Uri): Promise<CatalogueAt> {
  const root = catalogueRoot(pathOf(skill))
  const ofAgents = !isSkill(pathOf(skill))
  const key = `${root}\n${ofAgents}`
  const begun = reading.get(key) ?? readAt(skill, root, ofAgents).finally(() => reading.delete(key))
  reading.set(key, begun)
  return begun
}

async function readAt(skill: Uri, root: string, ofAgents: boolean): Promise<CatalogueAt> {
  const folder = pathOf(workspaceFolderOf(skill))
  const files = editorFiles(skill)
  const catalogue = await readCatalogue(root, { files, ofAgents })
  const { queries, problems } = await gatherQueries(catalogue.skills, { files, root })
  // What is recorded of a folder is about its skills.
  const record = ofAgents ? undefined : recordAt(folder, root)
  return { root, folder, catalogue, queries, problems, ...(record && { record }) }
}

/** The last routing of a catalogue, if there was one. */
export function recordAt(folder: string, root: string): RoutingRecord | undefined {
  const text = readRouting(folder, root)
  return text === undefined ? undefined : readRoutingRecord(text)
}

export const skillIn = ({ catalogue }: CatalogueAt, skill: Uri): Skill | undefined =>
  catalogue.skills.find(({ path }) => path === pathOf(skill))

/** The settings for a skill; undefined if one is not valid, which is told when something is to be asked. */
export function settingsAt(skill: Uri): Settings | undefined {
  const settings = readSettings(name => workspace.getConfiguration('gpo', skill).get<unknown>(name))
  return settings.ok ? settings.value : undefined
}

/** What the model of the chosen agent would see of the skill. */
export function seenOf(at: CatalogueAt, skill: Uri): (Seen & { readonly profile: string }) | undefined {
  const settings = settingsAt(skill)
  if (settings === undefined) return undefined
  const { profile, limits } = settings.routing
  const seen = listing(at.catalogue.skills, profile, limits[profile]).seen
  const own = seen.find(({ skill: one }) => one.path === pathOf(skill))
  return own && { ...own, profile }
}
