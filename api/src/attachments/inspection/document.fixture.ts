import { buffer } from 'node:stream/consumers';
import { deflateSync } from 'node:zlib';
import type { Readable } from 'node:stream';
import yazl from 'yazl';

type Parts = Record<string, string | Buffer>;

export function zip(parts: Parts): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content), name);
  file.end();
  return buffer(file.outputStream as Readable);
}

const CORE = `<?xml version="1.0"?><cp:coreProperties xmlns:cp="x" xmlns:dc="y">
  <dc:title>MARKED title</dc:title><dc:creator>MARKED Budi</dc:creator><cp:lastModifiedBy>MARKED Budi</cp:lastModifiedBy>
  <dcterms:created xmlns:dcterms="z">2026-01-01T00:00:00Z</dcterms:created></cp:coreProperties>`;

/** A letter, with its writer's name in every place where Word puts it; `more` parts come on top. */
export function letter(more: Parts = {}): Promise<Buffer> {
  return zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels':
      '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': '<w:document><w:ins w:id="1" w:author="MARKED Budi"><w:t>Isi surat</w:t></w:ins></w:document>',
    'word/comments.xml': '<w:comments><w:comment w:author="MARKED Budi" w:initials="MARKED"/></w:comments>',
    'word/settings.xml': '<w:settings><w:attachedTemplate r:id="rId1"/></w:settings>',
    'word/_rels/settings.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://x/attachedTemplate" Target="file:///C:\\Users\\MARKED\\T.dotm" TargetMode="External"/></Relationships>',
    'docProps/core.xml': CORE,
    'docProps/app.xml': '<Properties><Company>MARKED PT</Company><Pages>1</Pages></Properties>',
    'docProps/custom.xml': '<Properties><property name="MARKED"><v>MARKED</v></property></Properties>',
    ...more,
  });
}

export function sheet(more: Parts = {}): Promise<Buffer> {
  return zip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook><x15ac:absPath url="C:\\Users\\MARKED\\"/><sheets/></workbook>',
    'xl/comments1.xml': '<comments><authors><author>MARKED Budi</author></authors></comments>',
    'xl/persons/person.xml': '<personList><person displayName="MARKED Budi" userId="MARKED"/></personList>',
    'xl/printerSettings/printerSettings1.bin': 'MARKED printer of Budi',
    'docProps/core.xml': CORE,
    ...more,
  });
}

/** A PDF with one page; `objects` come on top, `trailer` into its trailer. */
export function pdf(objects: (string | Buffer)[] = [], trailer = '', version = '1.7'): Buffer {
  const parts: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    ...objects,
  ];
  let file = Buffer.from(`%PDF-${version}\n`);
  const offsets: number[] = [];
  parts.forEach((part, index) => {
    offsets.push(file.length);
    file = Buffer.concat([file, Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(part), Buffer.from('\nendobj\n')]);
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(end)]);
}

/** A stream object; deflated unless told otherwise. */
export function stream(dictionary: string, content: string, deflate = true): Buffer {
  const bytes = deflate ? deflateSync(content) : Buffer.from(content);
  const filter = deflate ? '/Filter /FlateDecode' : '';
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} ${filter} /Length ${bytes.length} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}
