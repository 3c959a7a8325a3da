export const reducer = (state = {}) => state;
