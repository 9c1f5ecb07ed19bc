/** What kinds of goods and services a product can be of, as far as tax laws tell them apart. */
export const TAX_CATEGORIES = [
  {
    code: "general",
    name: "General",
    description: "Anything that no other category describes; taxed at the standard rate.",
  },
  {
    code: "digital_goods",
    name: "Digital goods",
    description: "Downloads and digital content that no finer category describes.",
  },
  {
    code: "software",
    name: "Software",
    description: "Programs and licences that the buyer downloads and keeps.",
  },
  {
    code: "saas",
    name: "Software as a service",
    description: "Software that is used over the Internet, usually by subscription.",
  },
  { code: "e_books", name: "E-books", description: "Books in electronic form, to read." },
  {
    code: "e_periodicals",
    name: "E-periodicals",
    description: "Newspapers and magazines in electronic form.",
  },
  {
    code: "digital_audio",
    name: "Digital audio",
    description: "Music, audio books and podcasts, downloaded or streamed.",
  },
  {
    code: "digital_video",
    name: "Digital video",
    description: "Films, series and other video, downloaded or streamed.",
  },
  { code: "games", name: "Games", description: "Video games, and what is bought inside of them." },
  {
    code: "online_courses",
    name: "Online courses",
    description: "Teaching over the Internet, recorded or live.",
  },
  {
    code: "services",
    name: "Services",
    description: "Work that people do for the buyer, such as consulting or repair.",
  },
  {
    code: "donations",
    name: "Donations",
    description: "Gifts for which the giver gets nothing in return.",
  },
  {
    code: "physical_goods",
    name: "Physical goods",
    description: "Things that are shipped or handed over.",
  },
] as const;
