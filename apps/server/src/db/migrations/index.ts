// Every migration in order. They add; they do not reshape in place.
import type { Migration } from 'kysely/migration'
import { up as init } from './0001-init.ts'
import { up as classNumbers } from './0002-class-numbers.ts'
import { up as returnedAndSeveral } from './0003-returned-and-several.ts'
import { up as personalData } from './0004-personal-data.ts'
import { up as prelabels } from './0005-prelabels.ts'
import { up as takes } from './0006-takes.ts'
import { up as textLook } from './0007-text-look.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-init': { up: init },
  '0002-class-numbers': { up: classNumbers },
  '0003-returned-and-several': { up: returnedAndSeveral },
  '0004-personal-data': { up: personalData },
  '0005-prelabels': { up: prelabels },
  '0006-takes': { up: takes },
  '0007-text-look': { up: textLook },
}
