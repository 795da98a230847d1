export const COMPOSER_ID = "composer";
