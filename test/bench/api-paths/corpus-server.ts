import type {Files, Resource} from './resource.ts';
import {capital} from './resource.ts';
import type {Random} from './random.ts';

/** How a resource's routes reach the app. */
type Style = 'router' | 'factory' | 'register' | 'controller';
const styleOf = ({name}: Resource): Style =>
	(['router', 'router', 'router', 'factory', 'register', 'controller'] as const)[name.length % 6] ?? 'router';

export function serverFiles(files: Files, resource: Resource, random: Random): void {
	files.set(`shared/schema/${resource.path}.ts`, schemaFile(resource));
	files.set(`server/storage/${resource.path}.ts`, storageFile(resource, random));
	files.set(`server/services/${resource.path}.ts`, serviceFile(resource));
	files.set(`server/routes/${resource.path}.ts`, routeFile(resource, random));
}

function schemaFile({type, name, path, fields}: Resource): string {
	const columns = fields.map(({name: column, type: kind}) => `\t${column}: ${columnOf[kind]}('${column}').notNull(),`).join('\n');
	const rules = fields.map(({name: column, type: kind}) => `\t${column}: ${ruleOf[kind]},`).join('\n');
	const props = fields.map(({name: column, type: kind}) => `\t${column}: ${kind};`).join('\n');
	return `import {boolean, integer, pgTable, serial, text, timestamp} from 'drizzle-orm/pg-core';
import {z} from 'zod';

export const ${name}Table = pgTable('${path.replaceAll('-', '_')}', {
	id: serial('id').primaryKey(),
${columns}
});

export const insert${type}Schema = z.object({
${rules}
});

export interface ${type} {
	id: number;
${props}
}

export type Insert${type} = z.infer<typeof insert${type}Schema>;
export type ${type}Filter = Partial<Pick<${type}, ${fields.map((field) => `'${field.name}'`).join(' | ') || "'id'"}>> & {page?: number; search?: string};
export const ${name}Statuses = ['draft', 'open', 'closed'] as const;
export type ${type}Status = (typeof ${name}Statuses)[number];
`;
}

const columnOf = {string: 'text', number: 'integer', boolean: 'boolean', Date: 'timestamp'};
const ruleOf = {
	string: 'z.string().min(1).max(200)',
	number: 'z.number().int()',
	boolean: 'z.boolean().default(false)',
	Date: 'z.coerce.date()',
};

function storageFile({type, name, path, fields}: Resource, random: Random): string {
	const searched = fields.filter((field) => field.type === 'string').map((field) => field.name);
	const filters = fields
		.filter(() => random.chance(50))
		.map((field) => `\t\tif (filter.${field.name} !== undefined) conditions.push(eq(${name}Table.${field.name}, filter.${field.name}));`)
		.join('\n');
	return `import {and, desc, eq, ilike, or, sql} from 'drizzle-orm';
import {db} from '../db';
import {NotFoundError} from '../errors';
import {${name}Table, type ${type}, type ${type}Filter, type Insert${type}} from '@shared/schema/${path}';

const pageSize = ${10 + random.below(5) * 10};

export class ${type}Storage {
	private readonly cache = new Map<number, ${type}>();

	async list(filter: ${type}Filter = {}): Promise<${type}[]> {
		const conditions = [];
${filters}
		if (filter.search) {
			const pattern = \`%\${filter.search.trim().toLowerCase()}%\`;
			conditions.push(or(${searched.map((field) => `ilike(${name}Table.${field}, pattern)`).join(', ') || 'sql`true`'}));
		}
		const rows = await db
			.select()
			.from(${name}Table)
			.where(conditions.length > 0 ? and(...conditions) : undefined)
			.orderBy(desc(${name}Table.id))
			.limit(pageSize)
			.offset(((filter.page ?? 1) - 1) * pageSize);
		for (const row of rows) this.cache.set(row.id, row as ${type});
		return rows as ${type}[];
	}

	async find(id: number): Promise<${type}> {
		const cached = this.cache.get(id);
		if (cached) return cached;
		const [row] = await db.select().from(${name}Table).where(eq(${name}Table.id, id));
		if (!row) throw new NotFoundError('${type}', id);
		return row as ${type};
	}

	async create(values: Insert${type}): Promise<${type}> {
		const [row] = await db.insert(${name}Table).values(values).returning();
		if (!row) throw new Error('nothing was inserted');
		return row as ${type};
	}

	async update(id: number, changes: Partial<Insert${type}>): Promise<${type}> {
		const [row] = await db.update(${name}Table).set(changes).where(eq(${name}Table.id, id)).returning();
		if (!row) throw new NotFoundError('${type}', id);
		this.cache.delete(id);
		return row as ${type};
	}

	async remove(id: number): Promise<void> {
		await db.delete(${name}Table).where(eq(${name}Table.id, id));
		this.cache.delete(id);
	}

	async count(): Promise<number> {
		const [row] = await db.select({count: sql<number>\`count(*)\`}).from(${name}Table);
		return row?.count ?? 0;
	}
}

export const ${name}Storage = new ${type}Storage();
`;
}

function serviceFile({type, name, path, fields}: Resource): string {
	const total = fields.some((field) => field.name === 'amount') ? 'rows.reduce((sum, row) => sum + row.amount, 0)' : 'rows.length';
	const lines = fields.map((field) => `\t\t${field.name}: row.${field.name}${field.type === 'Date' ? '.toISOString()' : ''},`).join('\n');
	return `import {${name}Storage} from '../storage/${path}';
import {logger} from '../logger';
import type {${type}} from '@shared/schema/${path}';

export interface ${type}Summary {
	total: number;
	byMonth: Record<string, number>;
}

/** What the dashboard shows. */
export async function summarise${type}s(): Promise<${type}Summary> {
	const rows = await ${name}Storage.list();
	const byMonth: Record<string, number> = {};
	for (const row of rows) {
		const month = new Date(Number(row.id) * 1000).toISOString().slice(0, 7);
		byMonth[month] = (byMonth[month] ?? 0) + 1;
	}
	logger.debug({count: rows.length}, 'summarised ${path}');
	return {total: ${total}, byMonth};
}

export function toCsv(rows: readonly ${type}[]): string {
	const header = ['id', ${fields.map((field) => `'${field.name}'`).join(', ')}].join(',');
	const lines = rows.map((row) => Object.values(toRecord(row)).map((cell) => JSON.stringify(cell)).join(','));
	return [header, ...lines].join('\\n');
}

function toRecord(row: ${type}): Record<string, unknown> {
	return {
		id: row.id,
${lines}
	};
}

export async function notifyOwners(ids: readonly number[], send: (id: number, text: string) => Promise<void>): Promise<number> {
	let sent = 0;
	for (const id of ids) {
		try {
			const row = await ${name}Storage.find(id);
			await send(id, \`${type} \${row.id} has changed\`);
			sent += 1;
		} catch (error) {
			logger.warn({error, id}, 'owner was not told');
		}
	}
	return sent;
}
`;
}

function routeFile(resource: Resource, random: Random): string {
	const {type, name, path} = resource;
	const style = styleOf(resource);
	const on = style === 'register' ? 'app' : 'router';
	const base = style === 'register' ? `/api/${path}` : '';
	const routes = handlers(resource, random).map(
		({method, at, middleware, body}) => `${on}.${method}('${base}${at || (base === '' ? '/' : '')}', ${middleware}${body});`,
	);
	const imports = `import {type Express, type NextFunction, type Request, type Response, Router} from 'express';
import {requireAuth, requireRole} from '../middleware/auth';
import {asyncHandler, validate} from '../middleware/handlers';
import {notifyOwners, summarise${type}s, toCsv} from '../services/${path}';
import {${name}Storage as sharedStorage, type ${type}Storage} from '../storage/${path}';
import {insert${type}Schema} from '@shared/schema/${path}';
`;
	const indented = routes.join('\n\n').replaceAll('\n', '\n\t');
	if (style === 'factory')
		return `${imports}\nexport function create${type}Router(storage: ${type}Storage): Router {\n\tconst router = Router();\n\n\t${indented}\n\n\treturn router;\n}\n`;
	if (style === 'register')
		return `${imports}\nconst storage = sharedStorage;\n\nexport function register${type}Routes(app: Express): void {\n\t${indented}\n}\n`;
	return `${imports}\nconst storage = sharedStorage;\nconst router = Router();\n\n${routes.join('\n\n')}\n\nexport default router;\n`;
}

interface Handler {
	method: string;
	at: string;
	middleware: string;
	body: string;
}

function handlers(resource: Resource, random: Random): Handler[] {
	const {type, fields} = resource;
	const guard = random.chance(50) ? 'requireAuth, ' : '';
	const filters = fields
		.slice(0, 3)
		.map((field) => `\n\tif (typeof req.query.${field.name} === 'string') filter.${field.name} = req.query.${field.name};`);
	const list = `asyncHandler(async (req: Request, res: Response) => {
	const filter: Record<string, unknown> = {page: Number(req.query.page ?? 1)};${filters.join('')}
	const rows = await storage.list(filter);
	if (rows.length === 0) return res.status(200).json([]);
	return res.json(rows);
})`;
	const find = `async (req: Request, res: Response, next: NextFunction) => {
	try {
		const id = Number.parseInt(req.params.id, 10);
		if (Number.isNaN(id)) return res.status(400).json({message: 'id must be a number'});
		res.json(await storage.find(id));
	} catch (error) {
		next(error);
	}
}`;
	const create = `asyncHandler(async (req, res) => {
	const values = insert${type}Schema.parse(req.body);
	const row = await storage.create(values);
	await notifyOwners([row.id], async (id, text) => void req.app.emit('notify', {id, text}));
	res.status(201).json(row);
})`;
	const update = `asyncHandler(async (req, res) => {
	const changes = insert${type}Schema.partial().parse(req.body);
	res.json(await storage.update(Number(req.params.id), changes));
})`;
	const all: Handler[] = [
		{method: 'get', at: '', middleware: guard, body: list},
		{method: 'get', at: '/summary', middleware: guard, body: `asyncHandler(async (_req, res) => res.json(await summarise${type}s()))`},
		{method: 'get', at: '/:id', middleware: guard, body: find},
		{method: 'post', at: '', middleware: `${guard}validate(insert${type}Schema), `, body: create},
		{method: random.chance(95) ? 'patch' : 'put', at: '/:id', middleware: guard, body: update},
		{
			method: 'delete',
			at: '/:id',
			middleware: "requireRole('admin'), ",
			body: `asyncHandler(async (req, res) => {\n\tawait storage.remove(Number(req.params.id));\n\tres.status(204).end();\n})`,
		},
		{
			method: 'get',
			at: '/:id/export',
			middleware: guard,
			body: `asyncHandler(async (req, res) => {\n\tconst row = await storage.find(Number(req.params.id));\n\tres.type('text/csv').send(toCsv([row]));\n})`,
		},
		{
			method: 'post',
			at: '/:id/archive',
			middleware: guard,
			body: `asyncHandler(async (req, res) => res.json(await storage.update(Number(req.params.id), {})))`,
		},
	];
	return all.filter((_, index) => index < 6 || random.chance(95));
}

/** The server's main file, its index of routers, and what all routes share. */
export function serverShell(files: Files, resources: readonly Resource[], random: Random): void {
	const of = (style: Style): Resource[] => resources.filter((resource) => styleOf(resource) === style);
	const routers = [...of('router'), ...of('controller')];
	files.set(
		'server/routes/index.ts',
		`import {Router} from 'express';
${routers.map(({name, path}) => `import ${name}Router from './${path}';`).join('\n')}
${of('factory')
	.map(({type, path}) => `import {create${type}Router} from './${path}';`)
	.join('\n')}
${of('factory')
	.map(({name, path}) => `import {${name}Storage} from '../storage/${path}';`)
	.join('\n')}
import {requireAuth} from '../middleware/auth';

export const api = Router();
${routers.map(({name, path}) => `api.use('/${path}', ${random.chance(30) ? 'requireAuth, ' : ''}${name}Router);`).join('\n')}
${of('factory')
	.map(({name, type, path}) => `api.use('/${path}', create${type}Router(${name}Storage));`)
	.join('\n')}
`,
	);
	files.set(
		'server/index.ts',
		`import express from 'express';
import {createServer} from 'node:http';
import {api} from './routes';
${of('register')
	.map(({type, path}) => `import {register${type}Routes} from './routes/${path}';`)
	.join('\n')}
import {handleErrors} from './middleware/handlers';
import {logger} from './logger';

const app = express();
app.use(express.json({limit: '1mb'}));
app.get('/api/health', (_req, res) => res.json({status: 'ok', uptime: process.uptime()}));
app.post('/api/auth/login', (req, res) => res.json({token: String(req.body.email)}));
app.post('/api/auth/logout', (_req, res) => res.status(204).end());
app.get('/api/auth/me', (req, res) => res.json({id: req.headers['x-user']}));
app.use('/api', api);
${of('register')
	.map(({type}) => `register${type}Routes(app);`)
	.join('\n')}
app.use(handleErrors);
createServer(app).listen(Number(process.env.PORT ?? 3000), () => logger.info({}, 'listening'));
`,
	);
	files.set(
		'server/db.ts',
		`import {drizzle} from 'drizzle-orm/node-postgres';\nimport pg from 'pg';\n\nexport const db = drizzle(new pg.Pool({connectionString: process.env.DATABASE_URL}));\n`,
	);
	files.set('server/logger.ts', `import pino from 'pino';\n\nexport const logger = pino({level: process.env.LOG_LEVEL ?? 'info'});\n`);
	files.set(
		'server/errors.ts',
		`export class NotFoundError extends Error {\n\treadonly status = 404;\n\tconstructor(what: string, id: number) {\n\t\tsuper(\`\${what} \${id} does not exist\`);\n\t}\n}\n`,
	);
	files.set(
		'server/middleware/auth.ts',
		`import type {NextFunction, Request, Response} from 'express';
${['admin', 'editor', 'viewer'].map((role) => `export const is${capital(role)} = (req: Request): boolean => req.headers['x-role'] === '${role}';`).join('\n')}

export function requireAuth(req: Request, res: Response, next: NextFunction): void {
	if (req.headers.authorization === undefined) res.status(401).json({message: 'sign in first'});
	else next();
}

export function requireRole(role: string) {
	return (req: Request, res: Response, next: NextFunction): void => {
		if (req.headers['x-role'] !== role) res.status(403).json({message: \`only for \${role}\`});
		else next();
	};
}
`,
	);
	files.set(
		'server/middleware/handlers.ts',
		`import type {NextFunction, Request, RequestHandler, Response} from 'express';
import type {ZodType} from 'zod';
import {logger} from '../logger';

export const asyncHandler = (handler: (req: Request, res: Response, next: NextFunction) => Promise<unknown>): RequestHandler => (req, res, next) => {
	handler(req, res, next).catch(next);
};

export const validate = (schema: ZodType): RequestHandler => (req, res, next) => {
	const result = schema.safeParse(req.body);
	if (result.success) next();
	else res.status(400).json({issues: result.error.issues});
};

export function handleErrors(error: Error & {status?: number}, _req: Request, res: Response, _next: NextFunction): void {
	logger.error({error}, 'request failed');
	res.status(error.status ?? 500).json({message: error.message});
}
`,
	);
}
