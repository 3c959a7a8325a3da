import {expect, test} from 'vitest';
import {readModule} from '../../../../source/agents/api-paths/code/parse.ts';
import {scriptsOf} from '../../../../source/agents/api-paths/code/script-blocks.ts';
import {lowered} from './print-ir.ts';

const component = `<template>
	<a @click="a > b">é</a>
</template>
<!-- <script>never()</script> -->
<script setup lang="ts">
import {ref} from 'vue';
const id: string = first();
</script>
<script type="application/json">{"a": 1}</script>
<script lang='ts'>
export default {data() { return second() }};
</script>
<style>a{}</style>`;

test('the scripts of a component are read as one module', () => {
	const module = readModule('a.vue', component);
	expect(module.isTypeScript).toBe(true);
	expect(module.errors).toEqual([]);
	expect(lowered(component, 'a.vue')).toBe('id: string = %first()\nexport default {data: method data() {\n  return %second()\n}}');
});

test('lines are those of the whole file', () => {
	const module = readModule('a.vue', component);
	const [declared] = module.top.body;
	expect(declared?.kind === 'declare' && module.lineOf(declared.init?.at ?? 0)).toBe(7);
	expect(scriptsOf('a.vue', component).text).toHaveLength(component.length);
});

test.each([
	['a.svelte', '<script context="module">one()</script><script>two()</script>{#if x}<p/>{/if}', '%one()\n%two()'],
	[
		'a.html',
		'<script src="x.js"></script>\n<script type="module">one()</script><script type=text/template><b>{{x}}</b></script><SCRIPT>two()</SCRIPT >',
		'%one()\n%two()',
	],
	['a.html', '<p>nothing</p>', ''],
	['a.html', '<script data-x="a > b">one()', '%one()'],
	['a.vue', '<script lang="tsx">f(<B x={1 as number}/>)</script>', '%f(<%B x=1>())'],
])('%s %s', (file, text, printed) => {
	expect(lowered(text, file)).toBe(printed);
});

test('other files are left as they are', () => {
	expect(scriptsOf('a.ts', '<script>')).toEqual({text: '<script>', dialect: 'ts'});
	expect(['a.js', 'a.mjs', 'a.jsx', 'a.cts', 'a.mts', 'a.tsx'].map((file) => scriptsOf(file, '').dialect)).toEqual([
		'jsx',
		'jsx',
		'jsx',
		'ts',
		'ts',
		'tsx',
	]);
});
