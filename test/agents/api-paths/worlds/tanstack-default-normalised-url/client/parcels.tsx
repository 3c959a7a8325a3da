import {useQuery} from '@tanstack/react-query';

export const useParcels = () => useQuery({queryKey: ['/api/parcels']});
export const useLate = () => useQuery({queryKey: ['/api/parcels', {late: true}]});
export function useStops(parcel?: {id: number}) {
	const id = parcel?.id;
	return useQuery({queryKey: id ? ['/api/parcels', id, 'stops'] : ['no-parcel'], enabled: !!id});
}
export const useVans = () => useQuery({queryKey: ['/api/vans']});
