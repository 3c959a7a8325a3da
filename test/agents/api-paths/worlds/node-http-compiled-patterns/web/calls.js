export const plants = () => fetch('/plants');
export const parcel = (id) => fetch(`/parcels/${id}`);
