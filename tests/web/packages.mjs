// The packages of package.json. They are installed under build/ (see `run`), so a bare import would not find them.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const require = createRequire(`${process.env.BROADSHEET_WEB_PACKAGES}/package.json`);

export const {chromium} = require('playwright-core');
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const openApiValidator = async () =>
  (await import(pathToFileURL(require.resolve('@seriousme/openapi-schema-validator')))).Validator;
export const mcpClient = async () => ({
  ...(await import(pathToFileURL(require.resolve('@modelcontextprotocol/sdk/client/index.js')))),
  ...(await import(pathToFileURL(require.resolve('@modelcontextprotocol/sdk/client/stdio.js')))),
});
