import {baseApi} from '~/api/base';
import {versioned} from '~/api/versions';

interface Patient {
	id: string;
	name: string;
}

export const patientsApi = baseApi.injectEndpoints({
	endpoints: (build) => ({
		patients: build.query<Patient[], {search?: string} | void>({
			query: (params) => ({url: versioned(2, 'patients'), params: params ?? undefined}),
			providesTags: ['Patient'],
		}),
		patient: build.query<Patient, Patient['id']>({query: (id) => versioned(2, `patients/${id}`)}),
		changePatient: build.mutation<Patient, Patient>({
			query: ({id, ...body}) => ({url: versioned(2, `patients/${id}`), method: 'PUT', body}),
			invalidatesTags: ['Patient'],
		}),
		removePatient: build.mutation<void, string>({
			query: (id) => ({url: versioned(2, `patients/${id}`), method: 'DELETE'}),
		}),
		visits: build.query<unknown[], string>({query: (id) => versioned(1, `patients/${id}/visits`)}),
		addVisit: build.mutation<void, {patient: string; note: string}>({
			query: ({patient, note}) => ({url: versioned(2, `patients/${patient}/visits`), method: 'POST', body: {note}}),
		}),
	}),
});

export const {usePatientsQuery, useChangePatientMutation} = patientsApi;
