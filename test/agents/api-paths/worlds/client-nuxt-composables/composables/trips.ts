export function useTrips() {
	const config = useRuntimeConfig();
	return useFetch('/trips', {baseURL: config.public.apiBase});
}

export function useTrip(id: string) {
	return useLazyFetch(() => `/backend/trips/${id}`);
}

export async function addTrip(trip: object) {
	return $fetch('/backend/trips', {method: 'POST', body: trip});
}

export const dropTrips = () => $fetch('/backend/trips', {method: 'DELETE'});
