export const onRequest = ({next}: {next(): Response}) => next();
