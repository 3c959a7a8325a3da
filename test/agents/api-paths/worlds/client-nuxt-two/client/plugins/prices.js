export default function ({$axios}, inject) {
	inject('prices', {all: () => $axios.$get('/api/prices')});
}
