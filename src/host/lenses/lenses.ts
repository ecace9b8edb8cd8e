import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  EventEmitter,
  languages,
  Range,
  type TextDocument,
  type Uri,
} from 'vscode'
import { isEvalSetPath } from '../../evals/evalSetPlaces.ts'
import { isSkill } from '../../evals/pairing/skillPlaces.ts'
import { explanation } from '../../problem/sentences.ts'
import { isConfig, referencesIn } from '../../prompts/formats/promptfoo.ts'
import type { Target } from '../../prompts/promptFile.ts'
import { readPromptFile } from '../../prompts/readPromptFile.ts'
import { progressTitle, scoreDetail, scoreTitle, shortWaitingTitle, unscoredTitle } from '../../report/titles.ts'
import { counted } from '../../text/numbers.ts'
import { evalSetDocuments } from '../editor/evalSetDocuments.ts'
import { pathOf } from '../editor/files.ts'
import { Lifetime } from '../editor/lifetime.ts'
import type { Features } from '../features.ts'
import { isPrompt, promptDocuments } from '../prompts/isPrompt.ts'
import { preparePrompt } from '../prompts/preparePrompt.ts'
import { onDidFindPrompts } from '../prompts/promptFiles.ts'
import { lastScoreOf } from '../records/lastScore.ts'
import { skillCommand } from '../skills/skillLens.ts'
import { reviewLenses } from './changeLenses.ts'

/**
 * The lenses above a prompt: its score and the commands, a running run, or a refined prompt that waits. They use only
 * what is on disk and never ask a model.
 */
export class Lenses extends Lifetime implements CodeLensProvider {
  private readonly changed = this.register(new EventEmitter<void>())
  readonly onDidChangeCodeLenses = this.changed.event
  private readonly features: Features
  private readonly scores = new Map<string, { readonly version: number; readonly command: Promise<Command> }>()
  private running = 0
  /** When the lenses are next requested, in milliseconds since 1970. */
  private due = 0
  private timer: NodeJS.Timeout | undefined
  /** Until when the editor may still follow the last request, in milliseconds since 1970; 0 once it has. */
  private awaited = 0

  constructor(features: Features) {
    super()
    this.features = features
    this.register(languages.registerCodeLensProvider([...promptDocuments, ...evalSetDocuments], this))
    this.register(onDidFindPrompts(() => this.refresh()))
    this.register(features.chosen.onDidChange(() => this.refresh()))
    this.register(features.runs.onDidChange(() => this.follow()))
    this.register(features.pending.onDidChange(() => this.refresh()))
    this.register(features.reviews.onDidChange(() => this.refresh()))
    this.register(features.unfinished.onDidChange(() => this.refresh()))
    this.register(features.routings.onDidChange(() => this.refresh()))
  }

  /** Rereads everything that the lenses show. */
  refresh(): void {
    this.scores.clear()
    this.draw(500)
  }

  /** During a run nothing is reread: eval sets may be long, and a run sends events all the time. */
  private follow(): void {
    const running = this.features.runs.all().length
    if (running === this.running) this.draw(2000)
    else this.refresh()
    this.running = running
  }

  /**
   * Asks the editor for new lenses within this many milliseconds. The editor itself waits until the requests pause, and
   * for seconds on a slow machine; so that it does not show the same until the run ends, it is asked again only when it
   * has followed.
   */
  private draw(milliseconds: number): void {
    const due = Date.now() + milliseconds
    if (this.timer !== undefined && this.due <= due) return
    clearTimeout(this.timer)
    this.due = due
    this.timer = setTimeout(() => {
      this.timer = undefined
      if (Date.now() < this.awaited) return this.draw(milliseconds)
      this.awaited = Date.now() + patience
      this.changed.fire()
    }, milliseconds)
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    this.awaited = 0
    if (!isPrompt(document.uri)) return isEvalSetPath(pathOf(document.uri)) ? this.evalSetLenses(document) : []
    const file = readPromptFile(pathOf(document.uri), document.getText())
    if (!file.ok) return namesTexts(document) ? namingLenses(document.uri) : []
    return file.value.targets.flatMap((target, index) => this.lensesOf(document, target, index === 0))
  }

  /** Above an eval set its health, and at the rubric of a judge what waits there. */
  private evalSetLenses(document: TextDocument): CodeLens[] {
    const { uri } = document
    const health = { title: '$(pulse) Health', command: 'gpo.showHealth', arguments: [uri] }
    const waiting = this.features.pending.of(uri) ?? this.features.runs.of(uri)?.request.prompt
    const file = waiting && readPromptFile(pathOf(uri), document.getText())
    const rubrics = file?.ok ? file.value.targets.filter(({ id }) => id === waiting?.target) : []
    return [
      new CodeLens(new Range(0, 0, 0, 0), health),
      ...rubrics.flatMap(rubric => this.lensesOf(document, rubric, false)),
    ]
  }

  async resolveCodeLens(lens: CodeLens): Promise<CodeLens> {
    if (!(lens instanceof ScoreLens || lens instanceof RoutingLens)) return lens
    const { prompt, target, version } = lens
    const key = JSON.stringify([prompt.toString(), target.id])
    const known = this.scores.get(key)
    const fresh = () =>
      lens instanceof RoutingLens ? skillCommand(this.features, prompt) : scoreCommand(this.features, prompt, target)
    const command = known?.version === version ? known.command : fresh()
    this.scores.set(key, { version, command })
    lens.command = await command
    return lens
  }

  override dispose(): void {
    clearTimeout(this.timer)
    super.dispose()
  }

  private lensesOf(document: TextDocument, target: Target, isFirst: boolean): CodeLens[] {
    const prompt = document.uri
    const range = new Range(target.line - 1, 0, target.line - 1, 0)
    const lens = (title: string, command: string, ...args: unknown[]) =>
      new CodeLens(range, { title, command: `gpo.${command}`, arguments: [prompt, ...args] })
    const run = this.features.runs.of(prompt)
    if (run?.request.prompt.target === target.id) {
      const title = `$(loading~spin) ${progressTitle(run.view.progress)}`
      const cancel = lens('Cancel', 'cancel')
      // A lens without a command is plain text: only an optimization has a trajectory to show.
      return run.request.kind === 'optimize'
        ? [lens(title, 'showTrajectory'), cancel, lens('Show trajectory', 'showTrajectory')]
        : [new CodeLens(range, { title, command: '' }), cancel]
    }
    const waiting = this.features.pending.of(prompt)
    if (waiting?.target === target.id) {
      const { reviews } = this.features
      const [review, inline] = [reviews.of(prompt), reviews.inline(document)]
      if (review !== undefined && inline !== undefined) return reviewLenses(document, reviews, review, inline)
      return [
        lens(shortWaitingTitle(waiting), 'review'),
        lens('$(diff) Review', 'review'),
        lens('$(check) Accept', 'accept'),
        lens('$(discard) Reject', 'reject'),
      ]
    }
    const optimize = lens('$(sparkle) Optimize Prompt', 'optimize', target.id)
    if (target.id === 'description' && isSkill(pathOf(prompt)))
      return [new RoutingLens(range, document, target), optimize]
    if (!isFirst) return [optimize]
    const unfinished = this.features.unfinished.of(prompt)
    return [
      new ScoreLens(range, document, target),
      lens('$(play) Evaluate', 'evaluate', target.id),
      optimize,
      ...(unfinished === undefined ? [] : [lens(`$(debug-continue) Resume at step ${unfinished.steps + 1}`, 'resume')]),
    ]
  }
}

/** Milliseconds. Where no lens is in sight the editor never follows. */
const patience = 10_000

/** A config without texts of its own leads to those that it names. */
const namesTexts = (document: TextDocument): boolean =>
  isConfig(pathOf(document.uri)) && referencesIn(pathOf(document.uri), document.getText()).length > 0

const namingLenses = (config: Uri): CodeLens[] =>
  [
    { title: '$(play) Evaluate a prompt that it names', command: 'gpo.evaluate' },
    { title: '$(sparkle) Optimize one', command: 'gpo.optimize' },
  ].map(command => new CodeLens(new Range(0, 0, 0, 0), { ...command, arguments: [config] }))

/** What it says is read only when it becomes visible. */
class TargetLens extends CodeLens {
  readonly prompt: Uri
  readonly target: Target
  /** The version of the text that it is about. */
  readonly version: number

  constructor(range: Range, { uri, version }: TextDocument, target: Target) {
    super(range)
    this.prompt = uri
    this.target = target
    this.version = version
  }
}

/** The last score of a prompt. */
class ScoreLens extends TargetLens {}

/** Where the queries of a skill go, beside its description. */
class RoutingLens extends TargetLens {}

async function scoreCommand(features: Features, prompt: Uri, target: Target): Promise<Command> {
  const prepared = await preparePrompt(prompt, features.chosen, target.id)
  if (!prepared.ok) {
    const { problem } = prepared
    if (problem.code === 'no-eval-set' || problem.code === 'queries-alone') {
      const title = problem.code === 'no-eval-set' ? 'No eval set: create one' : 'No cases of it: create some'
      return { title, tooltip: explanation(problem), command: 'gpo.createEvalSet', arguments: [prompt] }
    }
    const title =
      problem.code === 'ambiguous-eval-set' ? 'More than one eval set: choose one' : 'The eval set has a problem'
    return { title, tooltip: explanation(problem), command: 'gpo.chooseEvalSet', arguments: [prompt] }
  }
  const { evalSet, pairing } = prepared.value
  const score = await lastScoreOf(prompt, target, evalSet)
  const paired = `${counted(evalSet.cases.length, 'case')}, paired by ${pairing.pairedBy}: ${pairing.path ?? evalSet.path}`
  if (score === undefined)
    return { title: unscoredTitle, tooltip: paired, command: 'gpo.evaluate', arguments: [prompt, target.id] }
  return {
    title: scoreTitle(score),
    tooltip: `${scoreDetail(score)}\n${score.model}, ${new Date(score.at).toLocaleString()}\n${paired}`,
    command: 'gpo.showTrajectory',
    arguments: [prompt, target.id],
  }
}
