// Makes api/dist/main.js, the whole server in one file, or another file named as an argument.
import { rolldown } from 'rolldown';
import config from '../rolldown.config.mjs';

const [file = config.output.file] = process.argv.slice(2);
const bundle = await rolldown(config);
await bundle.write({ ...config.output, file });
await bundle.close();
