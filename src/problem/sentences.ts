import { count, counted } from '../text/numbers.ts'
import { visibleLine } from '../text/visible.ts'
import { briefly, inList } from './briefly.ts'
import { caseExplanation } from './caseSentences.ts'
import { modelExplanation } from './modelSentences.ts'
import type { Place, Problem } from './problem.ts'

/** One line for the user: where it happened, what happened, and what to do about it. Problems never contain keys. */
export const sentence = (problem: Problem): string => placed(problem, explanation(problem))

/** The same at a terminal, where what to do can be an option. */
export const sentenceAtTerminal = (problem: Problem): string => placed(problem, explanationAtTerminal(problem))

const placed = ({ place }: Problem, said: string): string => (place === undefined ? said : `${where(place)}: ${said}`)

/** The same as `explanation`, with the options of the terminal. */
export function explanationAtTerminal(problem: Problem): string {
  switch (problem.code) {
    case 'no-eval-set':
      return `No eval set belongs to this prompt. Create one of: ${inList(problem.tried)}, or name one with --eval-set.`
    case 'ambiguous-eval-set':
      return `More than one eval set could belong to this prompt${problem.rule ? ` by ${briefly(problem.rule)}` : ''}: ${inList(problem.found)}. Keep one, or name it with --eval-set.`
    case 'no-judge':
      return 'The eval set asks for a judge model and none is chosen. Choose one with --judge-model, or gpo.judgeModel in the settings.'
    case 'no-embedding':
      return 'The eval set measures likeness with an embedding model and none is chosen. Choose one with --embedding-model, or gpo.embeddingModel in the settings.'
    case 'code-not-allowed':
      return 'The eval set judges answers with JavaScript, and code of eval sets is not allowed to run. If you trust it, allow it with --allow-code, or gpo.allowCode in the settings.'
    case 'no-model':
      return 'No task model is chosen. Choose one in the settings, with --task-model, or try "demo".'
    case 'no-key':
      return problem.variable === undefined
        ? `There is no key for ${briefly(problem.endpoint)}. Set one in the editor, or name the environment variable that holds it with --api-key-env.`
        : `There is no key for ${briefly(problem.endpoint)}. Set one in the editor, or the environment variable ${briefly(problem.variable)}.`
    case 'unnamed-address':
      return `The run was made with ${briefly(problem.endpoint)}, and a key goes only to an address that you name yourself. Name it with --base-url, or leave --api-key-env out.`
    case 'bad-usage':
      return `${briefly(problem.detail)}. See gpo --help.`
    case 'holds-personal':
      return `The cases hold what looks like personal data or secrets: ${inList(problem.finds)}. Nothing was written. Import them with --personal mask to replace it by its kind, or with --personal keep.`
    case 'no-drafts':
      return 'No drafted case waits for this prompt. Draft some with gpo cases draft.'
    default:
      return explanation(problem)
  }
}

/** The same without the place, for places that already show it: at its line in the editor. */
export function explanation(problem: Problem): string {
  switch (problem.code) {
    case 'file-not-found':
      return 'There is no such file. Check the path.'
    case 'system-refused':
      return `The system refuses: ${briefly(problem.detail)}. Check permissions, what stands in the way, and the space on the disk; then try again.`
    case 'not-a-file':
      return 'This is no plain file but a pipe, a device or a socket, and is not read. Put a plain file there.'
    case 'too-large':
      return `The file has ${megabytes(problem.bytes)} MB, and no more than ${megabytes(problem.most)} MB are read. Make it smaller, or move it away.`
    case 'outside-workspace':
      return 'This lies outside of the workspace, where nothing is read that a file names. Copy it into the workspace, or take the name out.'
    case 'not-own':
      return `This is not a file that GPO keeps for itself: ${briefly(problem.detail)}. Nothing is read from it or written to it; delete it, and start again.`
    case 'not-utf8':
      return 'The file is not UTF-8 text. Save it as UTF-8 and try again.'
    case 'not-a-prompt':
      return 'This is not a prompt file that can be optimized. Choose one, such as a SKILL.md, .prompt.md, .prompt.yml or .prompty file.'
    case 'prompt-unparsable':
      return `The prompt file cannot be parsed: ${briefly(problem.detail)}. Mend it there and try again.`
    case 'prompt-empty':
      return 'The prompt has no text. Write a first version; the optimizer goes on from there.'
    case 'unclosed-frontmatter':
      return 'The frontmatter is opened with --- and never closed. Add the closing --- line.'
    case 'no-target':
      return 'The file holds no text that can be optimized. Add a prompt text to it.'
    case 'unknown-target':
      return `The file has no target "${briefly(problem.target)}". Choose one of: ${inList(problem.known)}.`
    case 'duplicate-key':
      return `The key "${briefly(problem.key)}" stands there twice. Remove one of them.`
    case 'spaced-placeholder':
      return `{{ ${briefly(problem.name)} }} is never filled in this format. Write it as {{${briefly(problem.name)}}}.`
    case 'byte-order-mark':
      return 'A byte order mark stands before the frontmatter, so VS Code and other tools do not see the frontmatter. Save the file as UTF-8 without it.'
    case 'template-logic':
      return `The prompt holds ${briefly(problem.token)}, which is not evaluated here, so a score would not be that of the prompt as it is sent. Use plain placeholders to score and optimize it.`
    case 'unused-logic':
      return `Another part of the file holds ${briefly(problem.token)}, which is not evaluated here. It is not sent with this one, so the score stands; only that part cannot be scored.`
    case 'prompts-separated':
      return `Lines of --- divide the file into ${problem.count} prompts, of which one is sent at a time, as promptfoo does. Choose one; if the lines belong to the text, write them otherwise.`
    case 'shared-part':
      return 'Other prompts include this file, so a change here changes them all. Score them too before you keep it.'
    case 'placeholder-lost':
      return `The new text has lost ${briefly(problem.token)}. It is rejected; keep every placeholder as it is.`
    case 'placeholder-invented':
      return `The new text has ${briefly(problem.token)}, which the prompt does not have. It is rejected; no case fills it.`
    case 'not-writable':
      return `The new text cannot be written there: ${briefly(problem.detail)}. Copy it in by hand, or change how the prompt is quoted.`
    case 'read-only':
      return 'Your setting files.readonlyInclude makes the file read-only, so nothing was written. Take it out of there, and accept again.'
    case 'prompt-changed':
      return 'The prompt file was changed while the run went on, so nothing was written. Review the best prompt and accept what still applies.'
    case 'candidate-empty':
      return 'The optimizer model gave an empty prompt. It is rejected; nothing is to be done.'
    case 'no-skills':
      return 'No skill that an agent would list was found here. Put one into .claude/skills, .agents/skills, .github/skills or the like, as NAME/SKILL.md, and custom agents into .github/agents, as NAME.agent.md.'
    case 'no-queries':
      return 'No queries belong to these skills. Write some next to a SKILL.md, into evals/eval_queries.json: [{"query": "...", "should_trigger": true}].'
    case 'unknown-skill':
      return `No skill is called "${briefly(problem.skill)}". Choose one of: ${inList(problem.known)}.`
    case 'description-too-long':
      return `The new description has ${counted(problem.characters, 'character')}, and agents accept ${count(problem.limit)} at most. It is rejected.`
    case 'skill-not-loaded':
      return `The description has ${counted(problem.characters, 'character')}, and agents load no skill with more than ${count(problem.limit)}. Shorten it.`
    case 'description-tagged':
      return 'The new description holds angle brackets, which agents may take for tags of their own. It is rejected.'
    case 'query-copied':
      return `The new description copies a query: "${briefly(problem.words)}". It is rejected; what fits one request fits no other.`
    case 'skill-unlisted':
      return `There is no room for this skill in what ${problem.profile} shows to its model, so it is never loaded. Shorten the descriptions of the skills before it, or choose another profile in gpo.routeProfile.`
    case 'description-cut':
      return problem.shown === 0
        ? `Beside the other skills, ${problem.profile} shows this one by its name alone. Shorten the descriptions, or choose another profile in gpo.routeProfile.`
        : `Beside the other skills, ${problem.profile} shows ${count(problem.shown)} of ${counted(problem.length, 'character')}; the rest never reaches the model. Say first what matters, or shorten the descriptions.`
    case 'skill-never-fires':
      return `The skill was loaded for none of its ${counted(problem.queries, 'query', 'queries')}. Run GPO: Show Which Skill Is Loaded to see what is, or optimize the description.`
    case 'skills-collide':
      return `${briefly(problem.skill)} and ${briefly(problem.other)} take each other's queries: it takes ${count(problem.takes)} and loses ${count(problem.loses)}. Say in each description what belongs to the other.`
    case 'route-unreadable':
      return `The model answered neither the name of a skill nor none: ${briefly(problem.reply)}. Try another model, or a longer answer.`
    case 'runner-missing':
      return `The runner "${briefly(problem.command)}" cannot be started: ${briefly(problem.detail)}. Name a program that is installed, and its arguments one by one.`
    case 'runner-failed':
      return `The runner failed: ${briefly(problem.detail)}${problem.said === '' ? '' : `, and said: ${briefly(problem.said)}`}. Try it by hand with a JSON document on its standard input.`
    case 'runner-late':
      return `The runner was ended after ${counted(problem.seconds, 'second')}, with all that it had started. Make it faster, or allow more time.`
    case 'runner-loud':
      return `The runner was ended after ${count(problem.bytes)} bytes of output. Let it answer with one JSON document, and write everything else to standard error.`
    case 'runner-unreadable':
      return `The runner's answer is not a JSON document with the text "output": ${briefly(problem.reply)}. Let it print one and nothing else.`
    case 'runner-unnamed':
      return 'The run was made with a runner, which is a command, and a record in the workspace must not start commands. Go on at the terminal, and name the same runner again.'
    case 'no-runner':
      return 'Checks of what an agent did need an agent. Name one by its command, as a runner, or remove these checks.'
    case 'reply-untagged':
      return 'The reply of the optimizer model holds no marked prompt. It is passed over; if this is frequent, choose a stronger optimizer model.'
    case 'reply-cut-off':
      return 'The reply of the optimizer model ends in the middle of its prompt. It is passed over; if this is frequent, raise gpo.optimizerMaxTokens.'
    case 'reply-refused':
      return 'The optimizer model declined to write a prompt. The reply is passed over; if this is frequent, choose another optimizer model.'
    case 'reply-talk':
      return 'The optimizer model talked about the request and wrote no prompt. The reply is passed over; if this is frequent, choose a stronger optimizer model.'
    case 'edit-misplaced':
      return 'The optimizer model wanted to change lines that do not stand in the prompt, or stand there more than once. The change is passed over; nothing is to be done.'
    case 'quotes-case':
      return `The new text quotes a case that its writer was shown: "${briefly(problem.quoted)}". It is rejected, since it would help with that case alone; nothing is to be done.`
    case 'over-step':
      return `The new text changes ${counted(problem.words, 'word')}, more than the ${problem.limit} of this step. It is rejected; nothing is to be done.`
    case 'gate-failed':
      return 'The new text does no better on the train cases of its step than the prompt it was made from. It is not measured further; nothing is to be done.'
    case 'dropped-before':
      return 'This prompt was proposed before and fell out of the race then. It is not measured again; nothing is to be done.'
    case 'unanswered':
      return `${counted(problem.failed, 'request')} of ${problem.cases} failed, so the new text cannot be compared with others. It is passed over; if this is frequent, lower the concurrency or choose another task model.`
    case 'no-eval-set':
      return 'No eval set belongs to this prompt, so it cannot be scored. Create one, or choose one that is there.'
    case 'ambiguous-eval-set':
      return `More than one eval set could belong to this prompt: ${inList(problem.found)}. Choose one of them.`
    case 'eval-set-unparsable':
      return `The eval set cannot be parsed: ${briefly(problem.detail)}. Mend it there and try again.`
    case 'eval-set-empty':
      return 'The eval set holds no cases. Add some; twenty or more make scores that mean something.'
    case 'eval-set-too-small':
      return `The eval set has ${counted(problem.cases, 'case')} where at least ${problem.needed} are needed. Add more cases.`
    case 'missing-split':
      return `The folder has no ${briefly(problem.split)} cases. Add one of: ${inList(problem.tried)}.`
    case 'broken-row':
      return `The row cannot be used as a case: ${briefly(problem.detail)}. Mend or remove it.`
    case 'missing-expected':
      return `Case ${briefly(problem.id)} has no expected answer. Add "expected" to it, or name a grader that needs none.`
    case 'missing-variable':
      return `Case ${briefly(problem.id)} has no value for the placeholder "${briefly(problem.name)}". Add it to the case${problem.given.length === 0 ? '' : `, or use in the prompt what the case has: ${inList(problem.given.slice(0, mostNamed))}`}.`
    case 'duplicate-id':
      return `The id "${briefly(problem.id)}" is used by an earlier case as well. Give each case its own id.`
    case 'unfilled-placeholder':
      return `No case has a value for the placeholder "${briefly(problem.name)}". Add it to the cases, or correct the name.`
    case 'unused-variable':
      return `The cases have a value for "${briefly(problem.name)}" that no placeholder of the prompt asks for. Put a placeholder of that name into the prompt, or remove the value.`
    case 'unknown-grader':
      return `There is no grader "${briefly(problem.grader)}". Choose one of: ${inList(problem.known)}.`
    case 'bad-pattern':
      return `"${briefly(problem.pattern)}" is not a regular expression (${briefly(problem.detail)}). Correct the pattern.`
    case 'unsupported-evaluator':
      return `The evaluator "${briefly(problem.name)}" cannot be run: ${briefly(problem.detail)}. Judge by something that needs only the text of the answer, or remove it.`
    case 'check-left-out':
      return `The check "${briefly(problem.name)}" is left out: ${briefly(problem.detail)}. The other checks count.`
    case 'unsupported-case':
      return `Case ${briefly(problem.id)} is left out: ${briefly(problem.detail)}. The other cases count.`
    case 'no-assertion':
      return `Nothing judges the answer. ${mending[problem.at]}`
    case 'check-empty':
      return `A check looks for ${briefly(problem.text)}, which is empty for this case, and every answer holds an empty text. Correct the name, or give the variable a value.`
    case 'cases-left-out':
      return `${counted(problem.count, 'case')} ${problem.count === 1 ? 'is' : 'are'} left out: ${problem.cause.code === 'unsupported-case' ? `${briefly(problem.cause.detail)}.` : explanation(problem.cause)} The other cases count.`
    case 'tests-elsewhere':
      return `Tests that code makes, or that are kept elsewhere, are not read: ${briefly(problem.reference)}. The others count; write these as YAML, JSON or CSV.`
    case 'for-other-prompts':
      return 'Every test is for other prompts of the config. Add the label of this one to the "prompts" of a test, or leave that list out.'
    case 'quotes-relaxed':
      return 'Quotes stand inside of cells that are not quoted, so the table is read as promptfoo reads it then: such quotes are text. Put the cells in quotes, and double those in them, for other programs to read it too.'
    case 'unsupported-eval-set':
      return `Eval sets of ${briefly(problem.tool)} cannot be used here: ${briefly(problem.detail)}. Create one that needs only a model's answer.`
    case 'config-not-run':
      return 'This promptfoo config is code, which is never run to find eval sets. Write it as YAML or JSON, or choose an eval set by hand.'
    case 'bad-schema':
      return `A check holds no JSON schema: ${briefly(problem.detail)}. Correct the schema.`
    case 'unfillable':
      return `${problem.variable === undefined ? 'A check' : `The variable "${briefly(problem.variable)}"`} holds ${briefly(problem.text)}, which only the template engine of promptfoo can fill. Write plain {{names}} there.`
    case 'no-judge':
      return 'The eval set asks for a judge model and none is chosen. Choose one with gpo.judgeModel in the settings.'
    case 'no-embedding':
      return 'The eval set measures likeness with an embedding model and none is chosen. Choose one with gpo.embeddingModel in the settings.'
    case 'unreadable-verdict':
      return `The judge model gave no verdict, though asked twice: "${briefly(problem.reply)}". Choose a stronger judge model, or correct the rubric.`
    case 'code-not-allowed':
      return 'The eval set judges answers with JavaScript, and code of eval sets is not allowed to run. Whoever trusts it allows it with gpo.allowCode in the settings.'
    case 'code-failed':
      return `The JavaScript of a check cannot be run: ${briefly(problem.detail)}. Correct it.`
    case 'code-timed-out':
      return `The JavaScript of a check did not end within ${counted(problem.milliseconds, 'millisecond')} and was stopped. Correct it.`
    case 'check-timed-out':
      return `The check "${problem.grader}" did not end within ${counted(problem.milliseconds, 'millisecond')} and was stopped. Simplify its pattern.`
    case 'no-model':
      return 'No task model is chosen. Choose one with gpo.taskModel in the settings, or try "demo".'
    case 'given-up':
      return `${problem.requests} requests in a row failed, so the model is given up; the answers that came are kept. ${sentence(problem.last)}`
    case 'all-failed':
      return `${problem.requests === 1 ? 'The only request' : `All ${problem.requests} requests`} failed. ${sentence(problem.first)}`
    case 'too-few-answered':
      return `${problem.unanswered} of ${counted(problem.cases, 'case')} were not answered, so the score says too little to be compared. Mend what kept them from it and start again: what was answered is not paid for twice.`
    case 'cancelled':
      return 'The run was stopped. What it found so far is kept; resume to go on.'
    case 'budget':
      return `The cap on ${capName(problem.cap)} is reached. Raise it and start again: what was answered is not paid for twice.`
    case 'budget-too-small':
      return `The cap on ${capName(problem.cap)} is ${problem.limit}, and at least ${problem.needed} are needed for its score, one step and the verdict on the test cases. Raise it, or use fewer cases.`
    case 'unnamed-address':
      return `The run was made with ${briefly(problem.endpoint)}, and a key goes only to an address that you name yourself. Name it in gpo.endpoints.`
    case 'bad-option':
      return `${briefly(problem.option)} cannot be "${briefly(problem.value)}". Give ${briefly(problem.expected)}.`
    case 'bad-usage':
      return `${briefly(problem.detail)}.`
    case 'bad-combination':
      return `${briefly(problem.detail)}. Leave one of them out.`
    case 'unknown-run':
      return `There is no run "${briefly(problem.run)}" in ${briefly(problem.folder)}. Check its name.`
    case 'run-busy':
      return `The run "${briefly(problem.run)}" is under way already. Wait for it, or stop it where it was started${problem.lock === undefined ? '' : `; if nothing runs any more, delete ${visibleLine(problem.lock)}`}.`
    case 'journal-broken':
      return `The journal of the run cannot be read (${briefly(problem.detail)}). Start a new run.`
    case 'worker-died':
      return `The run stopped unexpectedly (${briefly(problem.detail)}). Resume it; no answer is paid for twice.`
    case 'untrusted':
      return 'The workspace is not trusted, so nothing is run in it. Trust it first.'
    case 'not-started':
      return `GPO could not start: ${briefly(problem.detail)}. Reload the window to try again.`
    case 'no-prompts':
      return 'There is no prompt file in this workspace yet. Run GPO: Open an Example to get one.'
    case 'never-optimized':
      return 'This prompt has not been optimized yet. Run GPO: Optimize Prompt first.'
    case 'none-stopped':
      return 'No run of this prompt was stopped before its end. Run GPO: Optimize Prompt to start one.'
    case 'none-ended':
      return 'There is no such run yet. Run GPO: Optimize Prompt first.'
    case 'no-report':
      return 'The run has not ended, so it has no report yet. Resume it first.'
    case 'plan-changed':
      return 'What would run is no longer what the user agreed to: the prompt, its eval set or the settings have changed meanwhile. Ask again.'
    case 'setting-overruled':
      return `Your choice is kept, but the settings of this workspace name another model, which goes before it: ${briefly(problem.used) || 'none'}. Change it there.`
    case 'bad-address':
      return `This address cannot be used: ${briefly(problem.detail)}. Correct it.`
    case 'no-versions':
      return 'This file has no version in git yet. Commit it, and its scores are kept beside its versions from then on.'
    case 'none-waits':
      return 'No refined prompt waits here. Run GPO: Optimize Prompt to get one.'
    case 'no-change-here':
      return 'No change waits here. GPO: Go to Next Change leads to one.'
    case 'refined-replaced':
      return 'Nothing was written: since that message another refined prompt has come, with other scores. It is shown now.'
    case 'changes-left-out':
      return 'Some changes meet your own edits of the same words and were left out. Reject them, or take over by hand what still applies.'
    case 'change-unplaced':
      return 'You have edited the same words, so this change cannot be placed. Take over by hand what still applies, and reject it.'
    case 'edits-meet':
      return 'Nothing was written: the prompt was edited in the same words that the refined prompt changes. Take over from the difference what still applies.'
    case 'not-saved':
      return 'The refined prompt stands in the editor, but its file could not be saved. Make it writable and save, or undo.'
    case 'saved-otherwise':
      return 'The refined prompt stands in the file, but saving changed more than its text. Look for a formatter or a setting that runs on save.'
    case 'case-draft':
    case 'case-disputed':
    case 'case-doubled':
    case 'case-contradicts':
    case 'case-nearly-doubled':
    case 'case-leaks':
    case 'case-unreachable':
    case 'case-in-prompt':
    case 'case-dead':
    case 'case-doubted':
    case 'file-changed':
    case 'nothing-to-import':
    case 'holds-personal':
    case 'no-drafts':
    case 'unknown-draft':
    case 'nothing-drafted':
      return caseExplanation(problem)
    case 'unknown-model':
    case 'several-models':
    case 'no-key':
    case 'wrong-key':
    case 'forbidden':
    case 'unreachable':
    case 'model-not-found':
    case 'in-the-clear':
    case 'redirected':
    case 'rate-limited':
    case 'quota-used':
    case 'too-long':
    case 'editor-blocks':
    case 'editor-fails':
    case 'not-allowed':
    case 'model-gone':
    case 'bad-request':
    case 'server-error':
    case 'bad-reply':
    case 'timed-out':
    case 'refused-by-filter':
    case 'answer-cut':
    case 'only-tool-call':
    case 'no-price':
      return modelExplanation(problem)
    default:
      return problem satisfies never
  }
}

const where = ({ path, line }: Place): string =>
  line === undefined ? visibleLine(path) : `${visibleLine(path)}:${line}`

const megabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20)

const capName = (cap: string): string => (cap === 'usd' ? 'USD' : cap)

/** The most fields of a case that are named, because a table may have any number of columns. */
const mostNamed = 8

/** How to give a case something that judges it, in the terms of its format. */
const mending = {
  assert: 'Add an "assert" list to it, or to "defaultTest".',
  __expected: 'Fill its "__expected" column, or add an "assert" list to the "defaultTest" of the config.',
  graders: 'Add "graders" to it.',
  expected: 'Say what a good answer is, or add statements about it.',
} as const
