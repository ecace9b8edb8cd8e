import { commands, Uri, window } from 'vscode'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import { catalogueRoot } from '../../skills/catalogue/skillFolders.ts'
import type { RoutingCommandName } from '../commandNames.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import { openAt } from '../editor/openAt.ts'
import type { Features } from '../features.ts'
import type { Commands } from '../onDemand.ts'
import { accept } from '../review/deciding.ts'
import { reviewRun } from '../review/review.ts'
import { runPrompt } from '../runs/runPrompt.ts'
import { recordAt } from './catalogueAt.ts'
import { changeOtherSide } from './otherSide.ts'
import { pickCatalogue } from './pickSkill.ts'
import { routeCatalogue, weighDescriptions } from './routeCatalogue.ts'
import type { RoutingPageActions } from './routingPages.ts'

/** The commands about a catalogue of skills: called on one of its skills, or on whatever is open. */
export const routingCommands =
  (features: Features): Commands<RoutingCommandName> =>
  async (name, [on]) => {
    const skill = skillOf(on) ?? skillOf(window.activeTextEditor?.document.uri) ?? (await pickCatalogue())
    return skill && handlers[name](features, skill)
  }

const handlers: Readonly<Record<RoutingCommandName, (features: Features, skill: Uri) => unknown>> = {
  route: routeCatalogue,
  showRouting,
  weighDescriptions,
  changeOtherSide,
}

const skillOf = (value: unknown): Uri | undefined =>
  value instanceof Uri && value.scheme === 'file' && isSkill(pathOf(value)) ? value : undefined

/** Shows the last routing; if there is none, the queries are routed now. */
function showRouting(features: Features, skill: Uri): unknown {
  const [folder, root] = [pathOf(workspaceFolderOf(skill)), catalogueRoot(pathOf(skill))]
  const isKnown = features.routings.of(root) !== undefined || recordAt(folder, root) !== undefined
  return isKnown ? features.routingPages.show(folder, root) : routeCatalogue(features, skill)
}

/** The actions of a routing's page. */
export const routingPageActions = (features: Features): RoutingPageActions => ({
  route: skill => void routeCatalogue(features, skill),
  optimize: skill => void runPrompt(features, 'optimize', skill, 'description'),
  weigh: skill => void weighDescriptions(features, skill),
  review: (folder, run) => void reviewRun(features, folder, run),
  accept: async prompts => {
    for (const prompt of prompts) if (!(await accept(features, prompt))) return
  },
  draft: skill => void commands.executeCommand('gpo.draftQueries', skill),
  open: (file, line) => void openAt(file, line),
})
