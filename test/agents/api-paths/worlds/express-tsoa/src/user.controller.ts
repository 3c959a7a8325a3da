import {Body, Controller, Get, Path, Post, Route, SuccessResponse} from 'tsoa';

@Route('users')
export class UserController extends Controller {
	@Get('{userId}')
	public async getUser(@Path() userId: number): Promise<object> {
		return {userId};
	}

	@SuccessResponse('201', 'Created')
	@Post()
	public async createUser(@Body() body: object): Promise<void> {
		this.setStatus(201);
		void body;
	}
}
