import {useQuery} from '@tanstack/vue-query';
import {computed, ref} from 'vue';

export function useTrips() {
	const selected = ref(1);
	const year = ref({year: 2024});
	const trips = useQuery({queryKey: ['trips', year]});
	const trip = useQuery({queryKey: ['trips', selected], enabled: computed(() => selected.value > 0)});
	const flights = useQuery({queryKey: ['flights']});
	return {trips, trip, flights, selected};
}
