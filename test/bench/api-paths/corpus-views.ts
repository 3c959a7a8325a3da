import type {Field, Files, Resource} from './resource.ts';
import {plural} from './resource.ts';
import type {Random} from './random.ts';

export function viewFiles(files: Files, resource: Resource, random: Random): void {
	const folder = `client/src/features/${resource.path}`;
	files.set(`client/src/pages/${resource.path}.tsx`, pageFile(resource, random));
	files.set(`${folder}/table.tsx`, tableFile(resource));
	files.set(`${folder}/form.tsx`, formFile(resource, random));
	files.set(`${folder}/card.tsx`, cardFile(resource, random));
	files.set(`${folder}/filters.tsx`, filtersFile(resource));
}

function pageFile({type, path}: Resource, random: Random): string {
	const inline = random.pick([
		`const {data: stats} = useQuery<{total: number}>({queryKey: ['/api/${path}/summary']});`,
		`const {data: stats} = useQuery({
		queryKey: ['${path}', 'stats'],
		queryFn: () => fetch('/api/${path}/summary').then((response) => response.json() as Promise<{total: number}>),
	});`,
		`const [stats, setStats] = useState<{total: number}>();
	useEffect(() => {
		const controller = new AbortController();
		fetch('/api/${path}/summary', {signal: controller.signal})
			.then(async (response) => setStats(await response.json()))
			.catch((error: unknown) => console.error(error));
		return () => controller.abort();
	}, []);`,
	]);
	return `import {useEffect, useMemo, useState} from 'react';
import {useQuery} from '@tanstack/react-query';
import {Link, useLocation} from 'wouter';
import {${type}Card} from '@/features/${path}/card';
import {${type}Filters} from '@/features/${path}/filters';
import {${type}Form} from '@/features/${path}/form';
import {${type}Table} from '@/features/${path}/table';
import {compare} from '@/features/${path}/format';
import {use${type}} from '@/hooks/use-${path}';
import type {${type}} from '@shared/schema/${path}';

type View = 'table' | 'cards';

export default function ${type}Page() {
	const [, navigate] = useLocation();
	const [view, setView] = useState<View>('${random.pick(['table', 'cards'])}');
	const [selectedId, setSelectedId] = useState<number>();
	const [isEditing, setEditing] = useState(false);
	const {data: rows = [], isLoading, error} = useQuery<${type}[]>({queryKey: ['/api/${path}']});
	const selected = use${type}(selectedId as never);
	${inline}
	const sorted = useMemo(() => rows.toSorted((a, b) => compare(a, b, 'id', true)), [rows]);

	useEffect(() => {
		document.title = \`${plural(type)} (\${rows.length})\`;
	}, [rows.length]);

	if (isLoading) {
		return (
			<div className="flex h-full items-center justify-center p-8">
				<span className="h-6 w-6 animate-spin rounded-full border-2 border-slate-400" aria-label="loading" />
			</div>
		);
	}
	if (error) return <p className="rounded bg-red-50 p-4 text-red-700">{error.message}</p>;

	return (
		<main className="mx-auto flex max-w-6xl flex-col gap-6 p-6">
			<header className="flex items-center justify-between">
				<h1 className="text-2xl font-semibold tracking-tight">${plural(type)}</h1>
				<nav className="flex gap-2">
					<Link to="/" className="text-sm text-slate-500 hover:underline">Home</Link>
					<button type="button" className="rounded border px-3 py-1" onClick={() => setView(view === 'table' ? 'cards' : 'table')}>
						{view === 'table' ? 'Cards' : 'Table'}
					</button>
					<button type="button" className="rounded bg-slate-900 px-3 py-1 text-white" onClick={() => setEditing(true)} disabled={isEditing}>
						New
					</button>
				</nav>
			</header>
			<p className="text-sm text-slate-500">{stats ? \`\${stats.total} in total\` : 'counting…'}</p>
			<${type}Filters onChange={(search) => navigate(\`/${path}?search=\${encodeURIComponent(search)}\`)} />
			{view === 'table' ? (
				<${type}Table rows={sorted} onSelect={(row) => setSelectedId(row.id)} />
			) : (
				<section className="grid grid-cols-1 gap-4 md:grid-cols-3">
					{sorted.map((row) => (
						<${type}Card key={row.id} row={row} isSelected={row.id === selectedId} onSelect={() => setSelectedId(row.id)} />
					))}
				</section>
			)}
			{isEditing && <${type}Form initial={selected.data} onDone={() => setEditing(false)} />}
		</main>
	);
}
`;
}

function tableFile({type, path, fields}: Resource): string {
	const cells = fields.map(
		({name, type: kind}) =>
			`\t\t\t\t\t\t<td className="whitespace-nowrap px-4 py-2 text-sm${kind === 'number' ? ' text-right tabular-nums' : ''}">${kind === 'Date' ? `{formatDate(row.${name})}` : kind === 'boolean' ? `{row.${name} ? 'yes' : 'no'}` : `{row.${name}}`}</td>`,
	);
	return `import {useState} from 'react';
import {columns} from './columns';
import {compare, formatDate} from './format';
import {useRemove${type}} from '@/hooks/use-${path}';
import type {${type}} from '@shared/schema/${path}';

interface Props {
	rows: readonly ${type}[];
	onSelect: (row: ${type}) => void;
}

export function ${type}Table({rows, onSelect}: Props) {
	const [sortBy, setSortBy] = useState<keyof ${type}>('id');
	const [isDescending, setDescending] = useState(false);
	const remove = useRemove${type}();
	const sorted = [...rows].sort((a, b) => compare(a, b, sortBy, isDescending));

	const handleSort = (id: string) => {
		if (id === sortBy) setDescending((value) => !value);
		else setSortBy(id as keyof ${type});
	};

	return (
		<div className="overflow-x-auto rounded-lg border bg-white shadow-sm">
			<table className="min-w-full divide-y divide-slate-200">
				<thead className="bg-slate-50">
					<tr>
						{columns.map((column) => (
							<th key={column.id} scope="col" className="px-4 py-2 text-left text-xs font-medium uppercase text-slate-500" style={{width: column.width}}>
								<button type="button" onClick={() => handleSort(column.id)}>{column.header}</button>
							</th>
						))}
						<th scope="col" className="px-4 py-2"><span className="sr-only">Actions</span></th>
					</tr>
				</thead>
				<tbody className="divide-y divide-slate-100">
					{sorted.map((row) => (
						<tr key={row.id} className="hover:bg-slate-50" onClick={() => onSelect(row)}>
							<td className="px-4 py-2 text-sm text-slate-400">{row.id}</td>
${cells.join('\n')}
							<td className="px-4 py-2 text-right">
								<button type="button" className="text-sm text-red-600" disabled={remove.isPending} onClick={(event) => { event.stopPropagation(); remove.mutate(row.id); }}>
									Remove
								</button>
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{rows.length === 0 && <p className="p-6 text-center text-sm text-slate-400">Nothing here yet.</p>}
		</div>
	);
}
`;
}

function formFile({type, path, fields}: Resource, random: Random): string {
	const inputs = fields.map((field) => inputOf(field)).join('\n');
	const submit = random.pick([
		`save.mutate(values as Insert${type}, {onSuccess: onDone});`,
		`if (initial) {\n\t\t\tawait apiRequest('PATCH', \`/api/${path}/\${initial.id}\`, values);\n\t\t} else {\n\t\t\tawait save.mutateAsync(values as Insert${type});\n\t\t}\n\t\tonDone();`,
		`const url = initial ? '/api/${path}/' + initial.id : '/api/${path}';\n\t\tawait fetch(url, {method: initial ? 'PATCH' : 'POST', body: JSON.stringify(values)});\n\t\tonDone();`,
	]);
	return `import {type FormEvent, useState} from 'react';
import {apiRequest} from '@/lib/query-client';
import {useSave${type}} from '@/hooks/use-${path}';
import {insert${type}Schema, type ${type}, type Insert${type}} from '@shared/schema/${path}';

interface Props {
	initial?: ${type};
	onDone: () => void;
}

export function ${type}Form({initial, onDone}: Props) {
	const [values, setValues] = useState<Partial<Insert${type}>>(initial ?? {});
	const [errors, setErrors] = useState<Record<string, string>>({});
	const save = useSave${type}();
	const set = <K extends keyof Insert${type}>(key: K, value: Insert${type}[K]) => setValues((all) => ({...all, [key]: value}));

	async function handleSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		const checked = insert${type}Schema.safeParse(values);
		if (!checked.success) {
			setErrors(Object.fromEntries(checked.error.issues.map((issue) => [issue.path.join('.'), issue.message])));
			return;
		}
		${submit}
	}

	return (
		<form onSubmit={handleSubmit} className="flex flex-col gap-4 rounded-lg border bg-white p-6 shadow-sm" noValidate>
			<h2 className="text-lg font-medium">{initial ? 'Edit' : 'New'} ${type}</h2>
${inputs}
			<footer className="flex justify-end gap-2">
				<button type="button" className="rounded border px-3 py-1" onClick={onDone}>Cancel</button>
				<button type="submit" className="rounded bg-slate-900 px-3 py-1 text-white" disabled={save.isPending}>
					{save.isPending ? 'Saving…' : 'Save'}
				</button>
			</footer>
		</form>
	);
}
`;
}

function inputOf({name, type}: Field): string {
	const value = type === 'boolean' ? `checked={values.${name} ?? false}` : `value={String(values.${name} ?? '')}`;
	const read = {
		string: 'event.target.value',
		number: 'Number(event.target.value)',
		boolean: 'event.target.checked',
		Date: 'new Date(event.target.value)',
	}[type];
	const kind = {string: 'text', number: 'number', boolean: 'checkbox', Date: 'date'}[type];
	return `			<label className="flex flex-col gap-1 text-sm">
				<span className="font-medium text-slate-700">${name}</span>
				<input type="${kind}" name="${name}" className="rounded border px-2 py-1" ${value} onChange={(event) => set('${name}', ${read})} />
				{errors.${name} && <span className="text-xs text-red-600">{errors.${name}}</span>}
			</label>`;
}

function cardFile({type, path, fields}: Resource, random: Random): string {
	const details = fields
		.slice(0, 6)
		.map(
			({name, type: kind}) =>
				`\t\t\t\t<dt className="text-slate-400">${name}</dt>\n\t\t\t\t<dd className="text-slate-700">${kind === 'Date' ? `{formatDate(row.${name})}` : `{String(row.${name})}`}</dd>`,
		);
	const action = random.pick([
		`<a href={\`/api/${path}/\${row.id}/export\`} download className="text-sm underline">Export</a>`,
		`<button type="button" className="text-sm underline" onClick={() => navigator.clipboard.writeText(describe(row))}>Copy</button>`,
		`<img src="/images/${path}.svg" alt="" className="h-8 w-8" />`,
	]);
	return `import {memo} from 'react';
import {describe, formatDate, toneOf} from './format';
import type {${type}} from '@shared/schema/${path}';

const tones = {good: 'bg-green-100 text-green-800', bad: 'bg-red-100 text-red-800', neutral: 'bg-slate-100 text-slate-800'};

interface Props {
	row: ${type};
	isSelected?: boolean;
	onSelect?: () => void;
}

export const ${type}Card = memo(function ${type}Card({row, isSelected = false, onSelect}: Props) {
	const tone = toneOf(${fields.some((field) => field.name === 'status') ? 'row.status' : "'draft'"});
	return (
		<article className={\`rounded-lg border p-4 shadow-sm \${isSelected ? 'ring-2 ring-slate-900' : ''}\`} onClick={onSelect} title={describe(row)}>
			<header className="flex items-center justify-between">
				<strong className="text-sm">#{row.id}</strong>
				<span className={\`rounded-full px-2 py-0.5 text-xs \${tones[tone]}\`}>{tone}</span>
			</header>
			<dl className="mt-3 grid grid-cols-2 gap-1 text-sm">
${details.join('\n')}
			</dl>
			<footer className="mt-4">${action}</footer>
		</article>
	);
});
`;
}

function filtersFile({type, path, fields}: Resource): string {
	const options = fields.map(({name}) => `\t\t\t\t<option value="${name}">${name}</option>`);
	return `import {useDeferredValue, useEffect, useState} from 'react';
import {${fields.length > 0 ? `type ${type}Status, ` : ''}type ${type}Filter} from '@shared/schema/${path}';

interface Props {
	onChange: (search: string, filter: ${type}Filter) => void;
}

const stored = 'filters:${path}';

export function ${type}Filters({onChange}: Props) {
	const [search, setSearch] = useState(() => localStorage.getItem(stored) ?? '');
	const [by, setBy] = useState('id');
	const deferred = useDeferredValue(search);

	useEffect(() => {
		localStorage.setItem(stored, deferred);
		if (deferred.length !== 1) onChange(deferred, {search: deferred});
	}, [deferred, onChange]);

	return (
		<div role="search" className="flex flex-wrap items-center gap-3 rounded-lg border bg-white px-4 py-3">
			<input type="search" aria-label="search" placeholder="Search…" className="grow rounded border px-2 py-1 text-sm" value={search} onChange={(event) => setSearch(event.target.value)} />
			<select aria-label="sort by" className="rounded border px-2 py-1 text-sm" value={by} onChange={(event) => setBy(event.target.value)}>
				<option value="id">#</option>
${options.join('\n')}
			</select>
			{search !== '' && (
				<button type="button" className="text-sm text-slate-500" onClick={() => setSearch('')}>
					Clear
				</button>
			)}
		</div>
	);
}
`;
}
