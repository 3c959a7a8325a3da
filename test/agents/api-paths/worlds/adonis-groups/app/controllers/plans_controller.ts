export default class PlansController {
	index() {
		return [];
	}
}
