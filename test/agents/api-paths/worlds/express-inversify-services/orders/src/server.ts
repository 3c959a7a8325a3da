import 'reflect-metadata';
import {Container} from 'inversify';
import {InversifyExpressServer} from 'inversify-express-utils';

export function start(): void {
	new InversifyExpressServer(new Container()).build().listen(3000);
}
