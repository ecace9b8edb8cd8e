import type { Attack } from './attack.ts'
import { codeAttacks } from './attacks/code.ts'
import { committedAttacks } from './attacks/committed.ts'
import { importAttacks } from './attacks/imports.ts'
import { markAttacks } from './attacks/marks.ts'
import { outsideAttacks } from './attacks/outside.ts'
import { recordAttacks } from './attacks/record.ts'
import { settingsAttacks } from './attacks/settings.ts'
import { sizeAttacks } from './attacks/sizes.ts'
import { textAttacks } from './attacks/texts.ts'

/** Everything that a repository is known to try, by what it tries it with. */
export const attacks: Readonly<Record<string, readonly Attack[]>> = {
  'the record of runs': recordAttacks,
  'a record that came along': committedAttacks,
  'files outside': outsideAttacks,
  'kinds and sizes': sizeAttacks,
  'rows to import': importAttacks,
  marks: markAttacks,
  settings: settingsAttacks,
  texts: textAttacks,
  code: codeAttacks,
}
