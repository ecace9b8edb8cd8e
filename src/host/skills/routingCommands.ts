import { commands, type Disposable, Uri, window } from 'vscode'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import { catalogueRoot } from '../../skills/catalogue/skillFolders.ts'
import type { RoutingCommandName } from '../commandNames.ts'
import { pathOf, workspaceFolderOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { openAt } from '../editor/openAt.ts'
import type { Features } from '../features.ts'
import { accept } from '../review/deciding.ts'
import { reviewRun } from '../review/review.ts'
import { runPrompt } from '../runs/runPrompt.ts'
import { recordAt } from './catalogueAt.ts'
import { changeOtherSide } from './otherSide.ts'
import { pickCatalogue } from './pickSkill.ts'
import { routeCatalogue, weighDescriptions } from './routeCatalogue.ts'
import type { RoutingPageActions } from './routingPages.ts'

/** The commands about a catalogue of skills: called on one of its skills, or on whatever is open. */
export function registerRoutingCommands(features: Features): Disposable {
  const registered = new Lifetime()
  const on = (name: RoutingCommandName, work: (skill: Uri) => unknown) =>
    registered.register(
      commands.registerCommand(`gpo.${name}`, async (called: unknown) => {
        const skill = skillOf(called) ?? skillOf(window.activeTextEditor?.document.uri) ?? (await pickCatalogue())
        return skill && work(skill)
      }),
    )
  on('route', skill => routeCatalogue(features, skill))
  on('showRouting', skill => showRouting(features, skill))
  on('weighDescriptions', skill => weighDescriptions(features, skill))
  on('changeOtherSide', skill => changeOtherSide(features, skill))
  return registered
}

const skillOf = (value: unknown): Uri | undefined =>
  value instanceof Uri && value.scheme === 'file' && isSkill(pathOf(value)) ? value : undefined

/** Shows the last routing; if there is none, the queries are routed now. */
function showRouting(features: Features, skill: Uri): unknown {
  const [folder, root] = [pathOf(workspaceFolderOf(skill)), catalogueRoot(pathOf(skill))]
  const isKnown = features.routings.of(root) !== undefined || recordAt(folder, root) !== undefined
  return isKnown ? features.routingPages.show(folder, root) : routeCatalogue(features, skill)
}

/** The actions of a routing's page. The features are requested only when a button is pressed, after all of them exist. */
export const routingPageActions = (parts: () => Features): RoutingPageActions => ({
  route: skill => void routeCatalogue(parts(), skill),
  optimize: skill => void runPrompt(parts(), 'optimize', skill, 'description'),
  weigh: skill => void weighDescriptions(parts(), skill),
  review: (folder, run) => void reviewRun(parts(), folder, run),
  accept: async prompts => {
    for (const prompt of prompts) if (!(await accept(parts(), prompt))) return
  },
  draft: skill => void commands.executeCommand('gpo.draftQueries', skill),
  open: (file, line) => void openAt(file, line),
})
