import {Authorized, Body, Delete, Get, JsonController, Method, Param, Post} from 'routing-controllers';

@Authorized()
@JsonController('/projects')
export class ProjectController {
	@Get()
	list() {
		return [];
	}

	@Get('/:id')
	one(@Param('id') id: number) {
		return {id};
	}

	@Authorized()
	@Post('/')
	create(@Body() body: object) {
		return body;
	}

	@Method('patch', '/:id')
	change(@Param('id') id: number) {
		return {id};
	}

	@Delete('/:id')
	remove(@Param('id') id: number) {
		return id;
	}

	// No decorator: no route.
	get(path: string) {
		return path;
	}
}
