export default class HealthController {
	show() {
		return {ok: true};
	}
}
