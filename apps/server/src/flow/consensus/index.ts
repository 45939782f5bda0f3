// The only door of flow/consensus: what annotations say together, and how far they agree.
export { REPORT_OPTIONS, type ReportFigures, type ReportTask, reportOf } from './report.ts'
