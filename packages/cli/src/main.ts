// `etabli`: the command line. Exit 0 done, 1 refused with a sentence, 2 used wrongly.

import { ExportRequest, ImportFormat } from '@etabli/protocol'
import { Role } from '@etabli/schema'
import { createHttp, keepCookies, RefusedError } from '@etabli/sdk'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { agreementOf, figureLine, type Scale } from './agreement-command.ts'
import { backUp, restore } from './backup-command.ts'
import { CommandError, connect, nodeFetch, serverUrl } from './connection.ts'
import { exportProject, readSplit } from './export-command.ts'
import { describe, importFiles } from './import-command.ts'
import { findProject } from './projects.ts'
import { readRatings } from './rating-rows.ts'
import { serve } from './serve-command.ts'
import { verifyExport } from './verify-command.ts'

const env = process.env

/** Prints words for a person, or with --json the value for a program. */
function print(command: Command, value: unknown, words: string): void {
  const json = command.optsWithGlobals<{ json?: boolean }>().json === true
  process.stdout.write(`${json ? JSON.stringify(value) : words}\n`)
}

const program = new Command('etabli')
  .description('The workbench on which people label the data that trains AI.')
  .option('--json', 'print one JSON value instead of words')
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .addHelpText(
    'after',
    '\nCommands that speak to a server use ETABLI_URL (default http://127.0.0.1:4400) and ETABLI_TOKEN.',
  )

program.command('serve').description('serve page, API and stream (as npm start does)').action(serve)

program
  .command('import')
  .argument('<project>', 'name or id')
  .argument('<paths...>', 'files, folders or archives')
  .addOption(new Option('--format <format>', 'how to read them').choices(ImportFormat.options).default('auto'))
  .option('--dry-run', 'say what would be imported, change nothing', false)
  .option('--good-only', 'land the good lines and list the bad ones', false)
  .option('--add-labels', 'add labels that the project lacks', false)
  .description('import files into a project')
  .action(async (project: string, paths: string[], options, command) => {
    const report = await importFiles(connect(env), project, paths, options)
    print(command, report, describe(report))
  })

program
  .command('export')
  .argument('<project>', 'name or id')
  .addOption(
    new Option('--format <format>', 'what to write').choices(ExportRequest.shape.format.options).makeOptionMandatory(),
  )
  .requiredOption('--out <path>', 'the zip to write')
  .addOption(
    new Option('--answers <which>', 'whose answers').choices(['consensus', 'reviewed', 'all']).default('consensus'),
  )
  .option('--split <shares>', 'train/val/test in per cent, as 80/10/10')
  .option('--seed <n>', 'seed of the split', wholeNumber, 1)
  .option('--media', 'with the media', false)
  .option('--category-base <n>', 'first COCO category id: 0 or 1', wholeNumber, 1)
  .description('write a training set')
  .action(async (project: string, options, command) => {
    const request = ExportRequest.parse({
      format: options.format,
      answers: options.answers,
      split: options.split === undefined ? null : readSplit(options.split),
      seed: options.seed,
      media: options.media,
      categoryBase: options.categoryBase,
    })
    const job = await exportProject(connect(env), project, request, options.out)
    const tally = Object.entries(job.tally ?? {}).map(([what, count]) => `  ${what}: ${count}`)
    print(
      command,
      job,
      [
        `wrote ${options.out} (${job.bytes} bytes, sha256 ${job.sha256})`,
        ...tally,
        ...job.warnings.map((warning) => `  note: ${warning}`),
      ].join('\n'),
    )
  })

program
  .command('agreement')
  .argument('[path]', 'JSONL or CSV with unit, rater, value')
  .option('--project <project>', 'the figures of a project instead')
  .addOption(
    new Option('--scale <scale>', 'of the values')
      .choices(['nominal', 'ordinal', 'interval', 'ratio'])
      .default('nominal'),
  )
  .description('say how far raters agree')
  .action(async (path: string | undefined, options: { project?: string; scale: Scale }, command) => {
    if ((path === undefined) === (options.project === undefined))
      throw new CommandError('Give either a file or --project.')
    if (path !== undefined) {
      const figures = agreementOf(await readRatings(path), options.scale)
      return print(command, figures, figures.map(figureLine).join('\n'))
    }
    const { api } = connect(env)
    const project = await findProject(api, options.project ?? '')
    const report = await api.call('agreement.get', { params: { project: project.id } })
    const lines = report.figures.map((figure) => `${figure.question} ${figureLine(figure)}`)
    print(
      command,
      report,
      [`${project.name}: ${report.shared} tasks with two or more annotations`, ...lines].join('\n'),
    )
  })

program
  .command('user')
  .description('people')
  .command('add')
  .argument('<email>')
  .requiredOption('--project <project>', 'name or id')
  .addOption(new Option('--role <role>', 'in the project').choices(Role.options).makeOptionMandatory())
  .description('make an invitation link for a person')
  .action(async (email: string, options, command) => {
    const { api, base } = connect(env)
    const project = await findProject(api, options.project)
    const invitation = await api.call('invitations.create', {
      params: { project: project.id },
      body: { role: options.role },
    })
    const link = `${base}/join/${invitation.secret}`
    print(
      command,
      { email, link, invitation },
      `Send this link to ${email}; it makes them ${options.role} of "${project.name}":\n${link}`,
    )
  })

program
  .command('token')
  .requiredOption('--email <email>', 'of your account')
  .option('--name <name>', 'what it is for', 'command line')
  .description('make an API token; the password is read from ETABLI_PASSWORD')
  .action(async (options, command) => {
    const password = env['ETABLI_PASSWORD']
    if (!password) throw new CommandError('Put your password into ETABLI_PASSWORD for this one command.')
    const base = serverUrl(env)
    const api = createHttp({ base, fetch: keepCookies(new URL(base).origin, nodeFetch).fetch })
    await api.call('session.start', { body: { email: options.email, password } })
    const { token, row } = await api.call('tokens.create', { body: { name: options.name } })
    await api.call('session.end')
    print(command, { token, row }, `export ETABLI_TOKEN=${token}`)
  })

program
  .command('backup')
  .argument('<path>', 'folder that does not exist yet')
  .description('copy database and media of the data folder, verified')
  .action(async (path: string, _options, command) => {
    const made = await backUp(env, path)
    print(command, made, `${path}: ${made.files} files, ${made.bytes} bytes, verified`)
  })

program
  .command('restore')
  .argument('<path>', 'a backup')
  .description('bring a backup into an empty data folder')
  .action(async (path: string, _options, command) => {
    const made = await restore(env, path)
    print(command, made, `${made.data}: ${made.files} files restored, verified`)
  })

program
  .command('verify')
  .argument('<path>', 'an export')
  .description('check every file of an export against its manifest')
  .action(async (path: string, _options, command) => {
    const found = await verifyExport(path)
    print(command, found, `${path}: ${found.files} files match the manifest`)
  })

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value)) throw new InvalidArgumentError('a whole number is needed')
  return value
}

/** The sentence of a refusal with every named issue. */
function sentenceOf(fault: CommandError | RefusedError): string {
  const issues = fault instanceof RefusedError ? (fault.problem.issues ?? []) : []
  return [
    fault.message,
    ...issues.map(
      (issue) =>
        `  ${[issue.file, issue.line, issue.path].filter((part) => part !== undefined).join(':')} ${issue.message}`,
    ),
  ].join('\n')
}

try {
  await program.parseAsync()
} catch (fault) {
  if (fault instanceof CommanderError) process.exitCode = fault.exitCode === 0 ? 0 : 2
  else if (fault instanceof CommandError || fault instanceof RefusedError) {
    process.stderr.write(`${sentenceOf(fault)}\n`)
    process.exitCode = 1
  } else throw fault
}
