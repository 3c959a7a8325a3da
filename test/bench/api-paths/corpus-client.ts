import type {Files, Resource} from './resource.ts';
import {plural} from './resource.ts';
import type {Random} from './random.ts';

export function clientFiles(files: Files, resource: Resource, random: Random): void {
	files.set(`client/src/hooks/use-${resource.path}.ts`, hookFile(resource, random));
	files.set(`client/src/features/${resource.path}/columns.ts`, columnsFile(resource));
	files.set(`client/src/features/${resource.path}/format.ts`, formatFile(resource));
}

function hookFile(resource: Resource, random: Random): string {
	const {type, path} = resource;
	const hooks = [listHook(resource, random), detailHook(resource, random), saveHook(resource, random), removeHook(resource, random)];
	if (random.chance(50)) hooks.push(summaryHook(resource));
	if (random.chance(40)) hooks.push(exportHelper(resource));
	return `import {useMutation, useQuery, useQueryClient} from '@tanstack/react-query';
import {apiRequest, queryClient} from '@/lib/query-client';
import {api} from '@/lib/api';
import {useToast} from '@/hooks/use-toast';
import type {${type}, ${type}Filter, Insert${type}} from '@shared/schema/${path}';

const ${random.pick(['baseUrl', 'endpoint', 'root'])} = '/api/${path}';

${hooks.join('\n\n')}
`.replace(/const (baseUrl|endpoint|root) = .*\n\n/, (line, name: string) => (hooks.join('').includes(name) ? line : ''));
}

function listHook({type, path}: Resource, random: Random): string {
	const name = `use${plural(type)}`;
	return random.pick([
		`export function ${name}() {\n\treturn useQuery<${type}[]>({queryKey: ['/api/${path}']});\n}`,
		`export function ${name}(filter: ${type}Filter = {}) {\n\treturn useQuery<${type}[]>({queryKey: ['/api/${path}', filter], staleTime: 30_000});\n}`,
		`export function ${name}(page: number, search: string) {
	const params = new URLSearchParams();
	params.set('page', String(page));
	if (search) params.set('search', search);
	return useQuery({
		queryKey: ['/api/${path}', page, search],
		queryFn: async (): Promise<${type}[]> => {
			const response = await fetch(\`/api/${path}?\${params.toString()}\`, {credentials: 'include'});
			if (!response.ok) throw new Error(await response.text());
			return response.json();
		},
	});
}`,
		`export const ${name} = (filter?: ${type}Filter) =>\n\tuseQuery({queryKey: ['${path}', filter], queryFn: () => api.get<${type}[]>('/${path}', filter)});`,
	]);
}

function detailHook({type, path}: Resource, random: Random): string {
	const name = `use${type}`;
	return random.pick([
		`export function ${name}(id: number | undefined) {\n\treturn useQuery<${type}>({queryKey: ['/api/${path}', id], enabled: id !== undefined});\n}`,
		`export function ${name}(id: string) {\n\treturn useQuery<${type}>({queryKey: [\`/api/${path}/\${id}\`], enabled: Boolean(id)});\n}`,
		`export const ${name} = (id: number) =>\n\tuseQuery({queryKey: ['${path}', id], queryFn: () => api.get<${type}>(\`/${path}/\${id}\`)});`,
	]);
}

function saveHook({type, path}: Resource, random: Random): string {
	const invalidate = `onSuccess: () => {\n\t\t\tvoid client.invalidateQueries({queryKey: ['/api/${path}']});\n\t\t\ttoast({title: 'Saved'});\n\t\t}`;
	const request = random.pick([
		`mutationFn: async (values: Insert${type}) => {\n\t\t\tconst response = await apiRequest('POST', '/api/${path}', values);\n\t\t\treturn (await response.json()) as ${type};\n\t\t}`,
		`mutationFn: (values: Insert${type} & {id?: number}) =>\n\t\t\tvalues.id === undefined ? apiRequest('POST', '/api/${path}', values) : apiRequest('PATCH', \`/api/${path}/\${values.id}\`, values)`,
		`mutationFn: (values: Insert${type}) => api.post<${type}>('/${path}', values)`,
		`mutationFn: async (values: Insert${type}) => {
			const response = await fetch('/api/${path}', {
				method: 'POST',
				headers: {'Content-Type': 'application/json'},
				body: JSON.stringify(values),
			});
			if (response.status === 400) throw new Error('check what you have entered');
			return response.json();
		}`,
	]);
	return `export function useSave${type}() {\n\tconst client = useQueryClient();\n\tconst {toast} = useToast();\n\treturn useMutation({\n\t\t${request},\n\t\t${invalidate},\n\t\tonError: (error: Error) => toast({title: error.message, variant: 'destructive'}),\n\t});\n}`;
}

function removeHook({type, path}: Resource, random: Random): string {
	const request = random.pick([
		`apiRequest('DELETE', \`/api/${path}/\${id}\`)`,
		`apiRequest('DELETE', '/api/${path}/' + id)`,
		`api.delete(\`/${path}/\${id}\`)`,
		`fetch(['/api/${path}', id].join('/'), {method: 'DELETE'})`,
	]);
	return `export function useRemove${type}() {\n\treturn useMutation({\n\t\tmutationFn: (id: number) => ${request},\n\t\tonSuccess: () => queryClient.invalidateQueries({queryKey: ['/api/${path}']}),\n\t});\n}`;
}

function summaryHook({type, path}: Resource): string {
	return `export const use${type}Summary = () => useQuery<{total: number; byMonth: Record<string, number>}>({queryKey: ['/api/${path}/summary']});`;
}

function exportHelper({type, path}: Resource): string {
	return `export async function download${type}(id: number, archive = false): Promise<Blob> {
	const url = archive ? \`/api/${path}/\${id}/archive\` : \`/api/${path}/\${id}/export\`;
	const response = await fetch(url, archive ? {method: 'POST'} : undefined);
	return response.blob();
}`;
}

function columnsFile({type, path, fields}: Resource): string {
	const columns = fields
		.map(
			({name, type: kind}) =>
				`\t{id: '${name}', header: '${name}', accessor: (row) => ${kind === 'Date' ? `formatDate(row.${name})` : kind === 'boolean' ? `(row.${name} ? 'yes' : 'no')` : `String(row.${name})`}, width: ${name.length * 12}, isSortable: ${kind !== 'boolean'}},`,
		)
		.join('\n');
	return `import type {Column} from '@/components/table';
import {formatDate} from './format';
import type {${type}} from '@shared/schema/${path}';

export const columns: Column<${type}>[] = [
	{id: 'id', header: '#', accessor: (row) => String(row.id), width: 40, isSortable: true},
${columns}
];

export const sortable = columns.filter((column) => column.isSortable).map((column) => column.id);
export const widths = Object.fromEntries(columns.map(({id, width}) => [id, width]));
`;
}

function formatFile({type, path, fields}: Resource): string {
	const parts = fields
		.slice(0, 4)
		.map(({name}) => `\tif (row.${name} !== undefined && row.${name} !== null) parts.push(\`${name}: \${row.${name}}\`);`);
	return `import type {${type}} from '@shared/schema/${path}';

const dates = new Intl.DateTimeFormat('en', {dateStyle: 'medium'});
export const formatDate = (date: Date | string): string => dates.format(new Date(date));

export function describe(row: ${type}): string {
	const parts: string[] = [];
${parts.join('\n')}
	return parts.join(' · ');
}

export function compare(a: ${type}, b: ${type}, by: keyof ${type}, isDescending: boolean): number {
	const [left, right] = [a[by], b[by]];
	const order = typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right));
	return isDescending ? -order : order;
}

export const toneOf = (status: string): 'good' | 'bad' | 'neutral' => {
	switch (status) {
		case 'open':
			return 'good';
		case 'closed':
			return 'bad';
		default:
			return 'neutral';
	}
};
`;
}

/** What all of the client shares: the query client whose default reads keys as paths, the wrappers, a few components, the routes of pages. */
export function clientShell(files: Files, resources: readonly Resource[]): void {
	files.set(
		'client/src/lib/query-client.ts',
		`import {QueryClient, type QueryFunction} from '@tanstack/react-query';

async function throwIfNotOk(response: Response): Promise<void> {
	if (!response.ok) throw new Error(\`\${response.status}: \${(await response.text()) || response.statusText}\`);
}

export async function apiRequest(method: string, url: string, data?: unknown): Promise<Response> {
	const response = await fetch(url, {
		method,
		headers: data ? {'Content-Type': 'application/json'} : {},
		body: data ? JSON.stringify(data) : undefined,
		credentials: 'include',
	});
	await throwIfNotOk(response);
	return response;
}

const getQueryFn: QueryFunction = async ({queryKey}) => {
	const parts = queryKey.filter((part) => typeof part === 'string' || typeof part === 'number');
	const query = queryKey.find((part): part is Record<string, string> => typeof part === 'object' && part !== null);
	const search = query ? \`?\${new URLSearchParams(query)}\` : '';
	const response = await fetch(parts.join('/') + search, {credentials: 'include'});
	await throwIfNotOk(response);
	return response.json();
};

export const queryClient = new QueryClient({defaultOptions: {queries: {queryFn: getQueryFn, retry: false}}});
`,
	);
	files.set(
		'client/src/lib/api.ts',
		`import axios, {type AxiosInstance} from 'axios';

const http: AxiosInstance = axios.create({baseURL: '/api', withCredentials: true});
http.interceptors.response.use((response) => response, (error) => Promise.reject(error));

export const api = {
	get: async <T>(path: string, params?: object): Promise<T> => (await http.get<T>(path, {params})).data,
	post: async <T>(path: string, body?: unknown): Promise<T> => (await http.post<T>(path, body)).data,
	delete: async (path: string): Promise<void> => void (await http.delete(path)),
};
`,
	);
	files.set(
		'client/src/hooks/use-toast.ts',
		`import {useCallback, useState} from 'react';

export interface Toast {
	title: string;
	variant?: 'default' | 'destructive';
}

export function useToast() {
	const [toasts, setToasts] = useState<Toast[]>([]);
	const toast = useCallback((one: Toast) => setToasts((all) => [...all, one]), []);
	return {toasts, toast};
}
`,
	);
	files.set(
		'client/src/app.tsx',
		`import {QueryClientProvider} from '@tanstack/react-query';
import {lazy, Suspense} from 'react';
import {Route, Switch} from 'wouter';
import {queryClient} from '@/lib/query-client';
${resources.map(({type, path}) => `const ${type}Page = lazy(() => import('@/pages/${path}'));`).join('\n')}

export function App() {
	return (
		<QueryClientProvider client={queryClient}>
			<Suspense fallback={<p>Loading…</p>}>
				<Switch>
${resources.map(({type, path}) => `\t\t\t\t\t<Route path="/${path}" component={${type}Page} />`).join('\n')}
				</Switch>
			</Suspense>
		</QueryClientProvider>
	);
}
`,
	);
	files.set(
		'package.json',
		JSON.stringify(
			{
				name: 'corpus',
				dependencies: {
					express: '^4.21.2',
					react: '^18.3.1',
					'@tanstack/react-query': '^5.60.5',
					axios: '^1.7.9',
					wouter: '^3.3.5',
					zod: '^3.24.2',
					'drizzle-orm': '^0.39.1',
				},
			},
			null,
			'\t',
		),
	);
	files.set(
		'tsconfig.json',
		JSON.stringify(
			{
				compilerOptions: {
					baseUrl: '.',
					jsx: 'preserve',
					module: 'esnext',
					moduleResolution: 'bundler',
					paths: {'@/*': ['client/src/*'], '@shared/*': ['shared/*']},
				},
			},
			null,
			'\t',
		),
	);
}
