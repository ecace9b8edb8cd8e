import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Ten skills of a small company, some described too thinly to be found and some so broadly that they take from others. */
const skills: Readonly<Record<string, readonly [description: string, points: readonly string[]]>> = {
  delivery: [
    'Ship it.',
    [
      'Publish a new version of a package to the registry',
      'Raise the version number and tag the commit',
      'Sign the archive and upload it',
      'Announce a published version in the channel',
      'Withdraw a version that was published by mistake',
    ],
  ],
  changelog: [
    'Write the notes of a version: what changed, what was fixed, and what users of a package have to do about it.',
    [
      'Collect the changes that were made since a tag',
      'Sort changes into added, changed and fixed',
      'Name the authors of each fix',
    ],
  ],
  rollback: ['Bring back the version of the service that ran before. Use when a new version breaks production.', []],
  invoice: [
    'Bills.',
    [
      'Make an invoice for a customer from logged hours',
      'Add the tax and the bank account to a bill',
      'Remind a customer of a payment that is late',
      'Correct an invoice that has a wrong amount',
    ],
  ],
  meeting: ['Write the minutes of a meeting: who came, what was decided, who does what until when.', []],
  travel: ['Book trains and hotels for a trip, and file the receipts.', []],
  translate: ['Translate texts of the product into other languages and keep the terms of the glossary.', []],
  chart: ['Draw a chart from a table of numbers, such as hours by customer or payments by month.', []],
  survey: ['Send a survey to users of the product and sum up what they answer.', []],
  onboarding: ['Prepare accounts, hardware and a first week for a new colleague.', []],
}

const queries: Readonly<Record<string, readonly [wanted: readonly string[], unwanted: readonly string[]]>> = {
  delivery: [
    [
      'we are done with 2.4, get it onto the registry',
      'upload the signed archive so that people can install it',
      'tag the commit and raise the version number to 3.0.0',
      'the package should be published before noon',
      'announce in the channel that the new version is out',
      'I uploaded a broken version by mistake, withdraw it please',
      'can you publish a beta of the package',
      'sign the archive with the new key and push it to the registry',
      'make a new version of the package with what is on main',
      'put version 1.9.2 where our users can get it',
      'raise the version number of the package',
      'tag the commit for the registry',
      'the version published yesterday was a mistake, withdraw it from the registry',
      'upload the package to the registry, signed',
      'announce what went to the registry',
      'push the archive to the registry and announce it',
      'withdraw the beta that was uploaded by mistake',
      'sign and upload version 7',
    ],
    [
      'list what changed since the last tag',
      'production is down since the new version, bring the old one back',
      'which of the fixes went into version 2.3?',
      'translate the page about versions into French',
      'who came to the meeting about the registry?',
      'draw a chart of downloads by version',
      'ask our users in a survey whether they like the new version',
      'what is the capital of Peru?',
      'book a hotel near the office of the registry',
      'write the notes of version 2.4 for users of the package',
    ],
  ],
  changelog: [
    [
      'what changed since the last tag?',
      'write the notes for version 5',
      'sort the changes into added, changed and fixed',
      'name the authors of the fixes',
    ],
    ['publish the package', 'translate the notes into Polish'],
  ],
  invoice: [
    [
      'bill the hours that I logged for Northwind',
      'the customer has not paid yet, remind them',
      'the amount is wrong, correct it and send it again',
      'add the tax and our bank account',
      'make one for each customer at the end of the month',
    ],
    ['draw a chart of payments by month', 'book a train to the customer'],
  ],
}

/** Puts the skills with their queries below a folder, where Claude Code looks for them. */
export async function plantSkills(folder: string): Promise<void> {
  for (const [name, [description, points]] of Object.entries(skills)) {
    const place = join(folder, '.claude/skills', name)
    const body = [`# ${name}`, '', ...points.map(point => `- ${point}`), '', 'Ask before anything leaves the company.']
    await mkdir(join(place, 'evals'), { recursive: true })
    await writeFile(
      join(place, 'SKILL.md'),
      `---\nname: ${name}\ndescription: ${JSON.stringify(description)}\n---\n${body.join('\n')}\n`,
    )
    const [wanted, unwanted] = queries[name] ?? [[], []]
    if (wanted.length === 0) continue
    const rows = [
      ...wanted.map(query => ({ query, should_trigger: true })),
      ...unwanted.map(query => ({ query, should_trigger: false })),
    ]
    await writeFile(
      join(place, 'evals/eval_queries.json'),
      `[\n${rows.map(row => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`,
    )
  }
}
