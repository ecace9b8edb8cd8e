import { count, counted } from '../../text/numbers.ts'
import { briefly, inList } from '../briefly.ts'
import type { SomeSentences } from './sentenceTable.ts'

/** About skills, the queries about them, and the runner that acts as an agent. */
export const skillSentences = {
  'no-skills': () =>
    'No skill that an agent would list was found here. Put one into .claude/skills, .agents/skills, .github/skills or the like, as NAME/SKILL.md, and custom agents into .github/agents, as NAME.agent.md.',
  'no-queries': () =>
    'No queries belong to these skills. Write some next to a SKILL.md, into evals/eval_queries.json: [{"query": "...", "should_trigger": true}].',
  'nothing-refined': () =>
    'No refined description of these skills waits: none was found, or the descriptions have changed since. Optimize a description first.',
  'no-new-description': () =>
    'No new description of these skills waits for review: none was found, or the descriptions have changed since. Optimize one, and open what it found.',
  'no-thief': problem =>
    `No other skill takes queries of ${briefly(problem.skill)}, as far as is known. Route the queries to find out.`,
  'not-listed': problem =>
    `No agent lists this skill, so none of its queries is taken from it: ${briefly(problem.detail)}. Mend that first.`,
  'queries-alone': () =>
    'These queries say for what the skill is loaded, and nothing of what it does then. Score its description by them, or write cases for its body into evals/evals.json.',
  'no-neighbours': () =>
    'Near misses are made of what other skills are loaded for, and no other skill here has a query of its own. Write some for the skills that are most like this one.',
  'unknown-skill': problem =>
    `No skill is called "${briefly(problem.skill)}". Choose one of: ${inList(problem.known)}.`,
  'description-too-long': problem =>
    `The new description has ${counted(problem.characters, 'character')}, and agents accept ${count(problem.limit)} at most. It is rejected.`,
  'skill-not-loaded': problem =>
    `The description has ${counted(problem.characters, 'character')}, and agents load no skill with more than ${count(problem.limit)}. Shorten it.`,
  'description-tagged': () =>
    'The new description holds angle brackets, which agents may take for tags of their own. It is rejected.',
  'query-copied': problem =>
    `The new description copies a query: "${briefly(problem.words)}". It is rejected; what fits one request fits no other.`,
  'skill-unlisted': problem =>
    `There is no room for this skill in what ${problem.profile} shows to its model, so it is never loaded. Shorten the descriptions of the skills before it, or choose another profile in gpo.routeProfile.`,
  'description-cut': problem =>
    problem.shown === 0
      ? `Beside the other skills, ${problem.profile} shows this one by its name alone. Shorten the descriptions, or choose another profile in gpo.routeProfile.`
      : `Beside the other skills, ${problem.profile} shows ${count(problem.shown)} of ${counted(problem.length, 'character')}; the rest never reaches the model. Say first what matters, or shorten the descriptions.`,
  'skill-never-fires': problem =>
    `The skill was loaded for none of its ${counted(problem.queries, 'query', 'queries')}. Run GPO: Show Which Skill Is Loaded to see what is, or optimize the description.`,
  'skills-collide': problem =>
    `${briefly(problem.skill)} and ${briefly(problem.other)} take each other's queries: it takes ${count(problem.takes)} and loses ${count(problem.loses)}. Say in each description what belongs to the other.`,
  'route-unreadable': problem =>
    `The model answered neither the name of a skill nor none: ${briefly(problem.reply)}. Try another model, or a longer answer.`,
  'runner-missing': problem =>
    `The runner "${briefly(problem.command)}" cannot be started: ${briefly(problem.detail)}. Name a program that is installed, and its arguments one by one.`,
  'runner-failed': problem =>
    `The runner failed: ${briefly(problem.detail)}${problem.said === '' ? '' : `, and said: ${briefly(problem.said)}`}. Try it by hand with a JSON document on its standard input.`,
  'runner-late': problem =>
    `The runner was ended after ${counted(problem.seconds, 'second')}, with all that it had started. Make it faster, or allow more time.`,
  'runner-loud': problem =>
    `The runner was ended after ${count(problem.bytes)} bytes of output. Let it answer with one JSON document, and write everything else to standard error.`,
  'runner-unreadable': problem =>
    problem.reply.trim() === ''
      ? 'The runner printed nothing. Let it print one JSON document with the text "output".'
      : `The runner's answer is not a JSON document with the text "output": ${briefly(problem.reply)}. Let it print one and nothing else.`,
  'runner-unnamed': () =>
    'The run was made with a runner, which is a command, and a record in the workspace must not start commands. Go on at the terminal, and name the same runner again.',
  'case-file-changed': () =>
    'This file of a case has changed since the run began, or is gone, so the case would be another one. Start a new run.',
  'no-runner': () =>
    'Checks of what an agent did need an agent. Name one by its command, as a runner, or remove these checks.',
} satisfies SomeSentences
