// A decorator of the same name, of something else.
const Get = (path: string) => (_target: object, _key: string) => void path;

export class Config {
	@Get('/not-a-route')
	value = 1;

	@Get('/neither')
	read() {
		return this.value;
	}
}
