import {expect, test} from 'vitest';
import {createProgram} from '../../source/ui/program.ts';
import type {Command} from '../../source/ui/state/model.ts';
import {noon} from '../support/readings.ts';
import {liveModel} from '../support/screen-model.ts';

function start(canDraw: () => boolean = () => true) {
	const done: Command[] = [];
	const clock = {now: () => noon, monotonic: () => 0};
	const program = createProgram({initial: liveModel(), clock, perform: (command) => done.push(command), canDraw});
	let drawn = 0;
	program.subscribe(() => drawn++);
	return {program, done, drawn: () => drawn};
}

test('draws only when something changed', () => {
	const {program, drawn} = start();
	program.dispatch({kind: 'key', key: 'f11'});
	expect(drawn()).toBe(0);
	program.dispatch({kind: 'key', key: 'a'});
	expect(drawn()).toBe(1);
});

test('draws nothing while the terminal is behind, then the newest only', () => {
	let isFree = false;
	const {program, drawn} = start(() => isFree);
	program.dispatch({kind: 'key', key: 'a'});
	program.dispatch({kind: 'key', key: 'f'});
	expect([drawn(), program.shown().place.view, program.model().place.view]).toEqual([0, 'overview', 'findings']);
	isFree = true;
	program.catchUp();
	expect([drawn(), program.shown().place.view]).toEqual([1, 'findings']);
	program.catchUp();
	expect(drawn()).toBe(1);
});

test('carries out commands after the model has changed', () => {
	const {program, done} = start();
	program.dispatch({kind: 'key', key: 'r'});
	expect([done, program.model().polling]).toEqual([[{kind: 'poll'}], true]);
});
