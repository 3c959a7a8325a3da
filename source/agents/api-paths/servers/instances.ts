import type {Machine, Site} from '../evaluate/machine.ts';

/** Something that code makes at a place, in a run of the machine: 0 surely runs, others rehearse functions that nobody was seen to call. */
export interface Instance {
	site: Site | null;
	madeIn: number;
}

/** The run in which something is made whose state counts: a function that makes it has to be run each time it is called. */
export function runOfMaking(machine: Machine): number {
	machine.mayChange(machine.run);
	return machine.run;
}

/** What is made at one place by code that surely runs stands for what rehearsals of the same code make: they know less. */
export function withoutRehearsals<T extends Instance>(instances: readonly T[]): T[] {
	const real = new Set(instances.filter(({madeIn}) => madeIn === 0).map(placeOf));
	return instances.filter((instance) => instance.madeIn === 0 || !real.has(placeOf(instance)));
}

const placeOf = ({site}: Instance): string => (site === null ? '' : `${site.module.file}:${site.at}`);
