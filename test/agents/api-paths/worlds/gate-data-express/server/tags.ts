import type {Request, Response} from 'express';
import {Pool} from 'pg';

const pool = new Pool();
const select = (text: string) => pool.query(text);

export async function findTags(request: Request, response: Response) {
	const {rows} = await select('select * from tags');
	response.json(rows);
}
