/** What people embed. The wire's types come with it, so that a reader of `/esa/v1` can use the same. */
export {createMonitor, type Monitor} from './monitor/create-monitor.ts';
export type {MonitorOptions} from './monitor/options.ts';
export type {CheckFunction, CheckOptions} from './probes/checks.ts';
export {defineAgent, type Agent, type AgentContext, type AgentResult} from './agents/define-agent.ts';
export type {Finding, OpenFinding} from './protocol/findings.ts';
export type {HealthReport} from './protocol/report.ts';
export type {Job, JobDetail} from './protocol/jobs.ts';
export {batchable, type BatchableOptions} from './batching/batchable.ts';
export type {SpanProcessor} from './probes/queries/otel.ts';
export {nameRoute} from './probes/route-name.ts';
export {EsaError} from './basics/esa-error.ts';
