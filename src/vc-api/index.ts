export { signerRoutes } from './issue/routes.ts';
export { verifierRoutes } from './verify/routes.ts';
