import type {QueriesTextLook} from '../../../../source/agents/queries/output/text.ts';

/** Text without colour, as in a pipe. */
export const plainLook: QueriesTextLook = {
	marks: {critical: '✖', warning: '▲', info: '●', passed: '✔', dash: '–'},
	paint: (_, text) => text,
};
