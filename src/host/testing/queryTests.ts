import { type CancellationToken, Location, type TestItem, TestMessage, type TestRun } from 'vscode'
import type { Problem } from '../../problem/problem.ts'
import { sentence } from '../../problem/sentences.ts'
import { catalogueRoot } from '../../skills/catalogue/skillFolders.ts'
import { standingOf, standingSentence } from '../../skills/figures/queryStanding.ts'
import type { RoutedQuery } from '../../skills/record/routeReport.ts'
import { visible } from '../../text/visible.ts'
import { pathOf } from '../editor/files.ts'
import type { Features } from '../features.ts'
import { readyToRoute, startRouting } from '../skills/routeCatalogue.ts'
import type { Chosen } from './evaluation.ts'
import { queryItemId, wanted } from './queryItems.ts'
import { forTerminal } from './resultText.ts'

/** Routes the chosen queries, those of one catalogue together, and reports each. */
export async function routeChosen(
  features: Features,
  run: TestRun,
  chosen: readonly Chosen[],
  token: CancellationToken,
): Promise<void> {
  const catalogues = new Map<string, Chosen[]>()
  for (const one of chosen.filter(({ cases }) => cases.length > 0)) {
    const root = catalogueRoot(pathOf(one.prompt))
    catalogues.set(root, [...(catalogues.get(root) ?? []), one])
  }
  for (const skills of catalogues.values())
    if (!token.isCancellationRequested) await routed(features, run, skills, token)
}

async function routed(features: Features, run: TestRun, skills: readonly Chosen[], token: CancellationToken) {
  const [first] = skills
  const open = new Map(skills.flatMap(({ cases }) => cases).map(item => [item.id, item]))
  if (first === undefined) return
  const holders = skills.map(({ item }) => item)
  const itemsOf = (text: string): readonly TestItem[] =>
    holders.flatMap(skill => open.get(queryItemId(skill, text)) ?? [])
  const ready = await readyToRoute(features, first.prompt, ({ text }) => itemsOf(text).length > 0)
  const started = ready.ok ? await startRouting(features, ready.value) : ready
  if (!started.ok) return refuse(run, first.item, open, started.problem)
  for (const item of open.values()) run.started(item)
  const cancelling = token.onCancellationRequested(() => started.value.cancel())
  const end = await started.value.ended
  cancelling.dispose()
  if (!end.ok) return refuse(run, first.item, open, end.problem)
  for (const query of end.value.queries)
    for (const item of itemsOf(query.query)) {
      open.delete(item.id)
      tell(run, item, query)
    }
  for (const item of open.values()) run.skipped(item)
}

function tell(run: TestRun, item: TestItem, query: RoutedQuery): void {
  const standing = standingOf(query)
  const said = visible(standingSentence(standing))
  run.appendOutput(forTerminal(`${said}: ${item.label}`), undefined, item)
  if (standing.is === 'right') run.passed(item)
  else if (standing.is === 'unanswered') run.errored(item, placed(new TestMessage(query.trouble[0] ?? said), item))
  else run.failed(item, placed(TestMessage.diff(`The query: ${said}`, wanted(query), answersOf(query)), item))
}

const answersOf = ({ answers }: RoutedQuery): string => answers.map(answer => answer ?? '?').join('\n')

function refuse(run: TestRun, skill: TestItem, open: ReadonlyMap<string, TestItem>, problem: Problem): void {
  for (const item of open.values()) run.skipped(item)
  if (problem.code !== 'cancelled') run.errored(skill, new TestMessage(sentence(problem)))
}

function placed(message: TestMessage, { uri, range }: TestItem): TestMessage {
  if (uri !== undefined && range !== undefined) message.location = new Location(uri, range)
  return message
}
